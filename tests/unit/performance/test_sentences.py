from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kpuntt.headlines import LIMIT
from performance.sentences import indicator_sentence, report_sentence

printed = st.text(alphabet=st.characters(blacklist_characters="*"), min_size=1, max_size=20)


def _report(**changes: Any) -> Any:
    report = {
        "title": "Laporan Kinerja KPU Provinsi NTT 2024",
        "year": 2024,
        "state": "published",
        "version": 1,
    }
    return SimpleNamespace(**{**report, **changes})


def _result(**changes: Any) -> Any:
    result = {
        "printed": "89,25",
        "score": None,
        "achievement_printed": "114,43",
        "reference_year": 2024,
        "provisional": False,
        "citation": SimpleNamespace(document=SimpleNamespace(kind="laporan")),
    }
    return SimpleNamespace(**{**result, **changes})


def _page(result: Any, *, differs: int = 0, report: Any = None, **row: Any) -> Any:
    target = SimpleNamespace(printed="79")
    values = {"result": result, "agreed": target, "computed_agreed": Decimal("112.97"), **row}
    return SimpleNamespace(
        report=report or _report(),
        row=SimpleNamespace(**values),
        indicator=SimpleNamespace(short_name="Reformasi birokrasi"),
        checks=SimpleNamespace(differs=[1] * differs),
    )


def test_a_report_is_told_with_the_indicators_that_reached_their_target() -> None:
    checks = SimpleNamespace(differs=[1] * 17)
    page: Any = SimpleNamespace(report=_report(), reached=6, rows=[1] * 7, checks=checks)
    assert report_sentence(page) == (
        "Laporan Kinerja KPU Provinsi NTT 2024: 6 dari 7 indikator mencapai target menurut "
        "hitungan portal, 17 temuan."
    )
    page = SimpleNamespace(report=_report(), reached=0, rows=[], checks=SimpleNamespace(differs=[]))
    assert report_sentence(page).endswith(": indikatornya belum diterbitkan.")


def test_an_indicator_is_told_with_result_target_and_both_achievements() -> None:
    assert indicator_sentence(_page(_result())) == (
        "Reformasi birokrasi KPU Provinsi NTT 2024: realisasi 89,25, target 79, "
        "capaian tercetak 114,43, capaian terhitung 112,97\u00a0%."
    )


def test_a_grade_is_told_with_its_score() -> None:
    result = _result(printed="BB", score=Decimal("77.95"))
    assert "realisasi BB (77,95), target" in indicator_sentence(_page(result))


def test_a_provisional_result_or_one_about_another_year_says_so() -> None:
    for changes, words in (
        ({"provisional": True}, "realisasi 89,25, penilaian sementara, target"),
        ({"reference_year": 2021}, "realisasi 89,25, penilaian atas tahun 2021, target"),
        (
            {"provisional": True, "reference_year": 2021},
            "realisasi 89,25, penilaian sementara atas tahun 2021, target",
        ),
    ):
        assert words in indicator_sentence(_page(_result(**changes)))


def test_what_is_not_printed_or_not_computable_is_left_out() -> None:
    sentence = indicator_sentence(_page(None, computed_agreed=None))
    assert sentence == "Reformasi birokrasi KPU Provinsi NTT 2024: target 79."
    sentence = indicator_sentence(_page(None, agreed=None, computed_agreed=None))
    assert sentence.endswith(": target dan realisasi tidak disebut.")
    assert "capaian" not in indicator_sentence(
        _page(_result(achievement_printed=""), computed_agreed=None)
    )


def test_a_superseded_indicator_names_the_version_of_its_report() -> None:
    page = _page(_result(), report=_report(state="superseded", version=1))
    assert "KPU Provinsi NTT 2024, versi 1: realisasi" in indicator_sentence(page)


@given(
    printed,
    printed,
    st.one_of(st.none(), st.decimals(0, 9999, places=2)),
    st.booleans(),
    st.integers(0, 99),
)
def test_any_indicator_is_one_line_that_fits_and_keeps_its_warning(
    result: str, achievement: str, score: Decimal | None, provisional: bool, differs: int
) -> None:
    sentence = indicator_sentence(
        _page(
            _result(
                printed=result,
                achievement_printed=achievement,
                score=score,
                provisional=provisional,
            ),
            differs=differs,
        )
    )
    assert len(sentence) <= LIMIT
    assert len(sentence.splitlines()) == 1
    assert ("penilaian sementara" in sentence) == provisional
