from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from budget.sentences import grants_sentence, line_sentence, snapshot_sentence
from kpuntt.formatting import format_percent
from kpuntt.headlines import LIMIT

money = st.one_of(st.none(), st.integers(min_value=0, max_value=10**13))
percents = st.one_of(st.none(), st.decimals(0, 999, places=2))


class _Line(SimpleNamespace):
    def __str__(self) -> str:
        return str(self.title)


def _line(**changes: Any) -> Any:
    line = {
        "title": "CQ.6709 Dukungan Perencanaan",
        "percent": Decimal("99.61"),
        "realisation": 214_623_011_840,
        "ceiling": 215_464_527_000,
        "is_balancing": False,
        "citation": SimpleNamespace(document=SimpleNamespace(kind="laporan")),
    }
    return _Line(**{**line, **changes})


def _page(line: Any, **changes: Any) -> Any:
    snapshot = {"year": 2024, "state": "published", "version": 1, "month_text": "Desember 2024"}
    return SimpleNamespace(
        snapshot=SimpleNamespace(**{**snapshot, **changes}),
        total=line,
        line=line,
        checks=SimpleNamespace(differs=[1]),
    )


def test_a_year_is_told_with_its_absorption_and_the_money_behind_it() -> None:
    assert snapshot_sentence(_page(_line())) == (
        "Anggaran KPU Provinsi NTT 2024: 99,61\u00a0% terserap sampai dengan Desember 2024, "
        "realisasi Rp 214.623.011.840 dari pagu Rp 215.464.527.000, 1 temuan."
    )


def test_a_blank_cell_is_left_out_and_never_a_zero() -> None:
    sentence = line_sentence(_page(_line(realisation=None, percent=Decimal("0.00"))))
    assert "0,00\u00a0% terserap sampai dengan Desember 2024, pagu Rp 215.464.527.000" in sentence
    assert "realisasi" not in sentence
    sentence = line_sentence(_page(_line(percent=None)))
    assert "%" not in sentence
    assert ": realisasi Rp 214.623.011.840 dari pagu Rp" in sentence
    sentence = line_sentence(_page(_line(percent=None, realisation=None, ceiling=None)))
    assert "tanpa angka dalam sumber sampai dengan Desember 2024" in sentence
    assert "pagu dan realisasi sampai dengan Desember 2024" in snapshot_sentence(_page(None))


def test_a_computed_line_says_that_the_portal_computed_it() -> None:
    sentence = line_sentence(_page(_line(is_balancing=True)))
    assert "sampai dengan Desember 2024 (dihitung portal), realisasi" in sentence


def test_a_superseded_month_names_its_version() -> None:
    page = _page(_line(), state="superseded")
    assert snapshot_sentence(page).startswith("Anggaran KPU Provinsi NTT 2024, versi 1: ")


@given(st.text(min_size=1, max_size=330), percents, money, money, st.booleans())
def test_any_line_is_one_line_that_fits_and_keeps_its_percentage(
    title: str,
    percent: Decimal | None,
    realisation: int | None,
    ceiling: int | None,
    is_balancing: bool,
) -> None:
    line = _line(
        title=title,
        percent=percent,
        realisation=realisation,
        ceiling=ceiling,
        is_balancing=is_balancing,
    )
    sentence = line_sentence(_page(line))
    assert len(sentence) <= LIMIT
    assert len(sentence.splitlines()) == 1
    assert "None" not in sentence.replace(title, "")
    if percent is not None:
        assert f": {format_percent(percent, None)} terserap sampai dengan Desember 2024" in sentence


def _grants(regent: int | None, governor: int | None) -> Any:
    source = SimpleNamespace(document=SimpleNamespace(kind="laporan"))
    return SimpleNamespace(
        report=SimpleNamespace(title="Hibah Pilkada 2024", state="published", version=1),
        total=SimpleNamespace(regent=regent, governor=governor, citation=source),
        lines=[1, 2, 3],
        checks=SimpleNamespace(differs=[]),
    )


def test_grants_are_told_as_printed_and_as_money_of_another_purse() -> None:
    assert grants_sentence(_grants(569_232_450_470, 341_222_000_000)) == (
        "Hibah Pilkada 2024 di NTT: Rp 569.232.450.470 untuk pemilihan bupati/wali kota dan "
        "Rp 341.222.000.000 untuk pemilihan gubernur, dana APBD di luar DIPA."
    )


def test_a_grant_total_that_is_not_printed_is_left_out() -> None:
    assert ": Rp 5 untuk pemilihan gubernur, dana" in grants_sentence(_grants(None, 5))
    assert ": hibah 3 pemerintah daerah, dana" in grants_sentence(_grants(None, None))


@given(money, money)
def test_any_grants_are_one_line_that_fits(regent: int | None, governor: int | None) -> None:
    sentence = grants_sentence(_grants(regent, governor))
    assert len(sentence) <= LIMIT
    assert "None" not in sentence
