from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kpuntt.formatting import format_integer
from kpuntt.headlines import LIMIT
from voters.sentences import election_sentence, roll_sentence

counts = st.one_of(st.none(), st.integers(min_value=0, max_value=2**31 - 1))
titles = st.text(min_size=1, max_size=120)


def _citation(kind: str = "siaran") -> Any:
    return SimpleNamespace(document=SimpleNamespace(kind=kind))


def _page(**changes: Any) -> Any:
    roll = {
        "title": "PDPB Semester I 2025",
        "state": "published",
        "version": 1,
        "baseline": SimpleNamespace(title="DPT Pilkada 2024"),
    }
    line = {"total": 4_062_328, "male": 1_998_103, "female": 2_064_225, "citation": _citation()}
    page = {"regencies": [], "change": 73_956, "checks": SimpleNamespace(differs=[])}
    for part in (roll, line, page):
        part.update({name: changes.pop(name) for name in list(changes) if name in part})
    whole = {"roll": SimpleNamespace(**roll), "province": SimpleNamespace(**line), **page}
    return SimpleNamespace(**{**whole, **changes})


def test_a_roll_is_told_with_its_voters_by_sex_and_its_change() -> None:
    assert roll_sentence(_page()) == (
        "PDPB Semester I 2025: 4.062.328 pemilih di NTT (1.998.103 laki-laki, "
        "2.064.225 perempuan), +73.956 dibanding DPT Pilkada 2024."
    )


def test_figures_that_the_source_does_not_give_are_left_out() -> None:
    page = _page(male=None, female=None, change=None, baseline=None)
    assert roll_sentence(page) == "PDPB Semester I 2025: 4.062.328 pemilih di NTT."
    page = _page(male=None, change=None)
    assert "pemilih di NTT (2.064.225 perempuan)." in roll_sentence(page)
    page = _page(total=None, change=None)
    assert "pemilih 1.998.103 laki-laki dan 2.064.225 perempuan di NTT." in roll_sentence(page)


def test_a_printed_zero_is_a_figure() -> None:
    line = roll_sentence(_page(total=0, male=0, female=0, change=0))
    assert "0 pemilih di NTT (0 laki-laki, 0 perempuan), 0 dibanding" in line


def test_a_secondary_source_and_findings_are_said_in_a_word() -> None:
    page = _page(citation=_citation("pers"), checks=SimpleNamespace(differs=[1, 2]))
    assert "4.062.328 pemilih di NTT menurut pers (" in roll_sentence(page)
    assert roll_sentence(page).endswith(", 2 temuan.")


def test_a_superseded_roll_names_its_version() -> None:
    assert roll_sentence(_page(state="superseded")).startswith("PDPB Semester I 2025, versi 1: ")


def test_a_roll_of_regencies_only_says_that_the_province_is_missing() -> None:
    page = _page(province=None, regencies=[1, 2, 3], change=None)
    assert "angka 3 kabupaten/kota di NTT, jumlah provinsi belum" in roll_sentence(page)
    page = _page(province=None, change=None)
    assert roll_sentence(page) == "PDPB Semester I 2025: daftar pemilih di NTT."


@given(titles, counts, counts, counts, st.one_of(st.none(), st.integers(-(2**31), 2**31)))
def test_any_roll_is_one_line_that_fits_and_holds_its_total(
    title: str, total: int | None, male: int | None, female: int | None, change: int | None
) -> None:
    sentence = roll_sentence(
        _page(title=title, total=total, male=male, female=female, change=change)
    )
    assert len(sentence) <= LIMIT
    assert len(sentence.splitlines()) == 1
    assert "None" not in sentence.replace(title, "")
    if total is not None:
        assert f": {format_integer(total)} pemilih di NTT" in sentence


def _result(**changes: Any) -> Any:
    vote = {"votes": 1_004_055, "percent": Decimal("37.33"), "citation": _citation("laporan")}
    vote.update({name: changes.pop(name) for name in list(changes) if name in vote})
    status, candidate = changes.get("status", "resmi"), changes.get("candidate", "Melki Laka Lena")
    row = SimpleNamespace(candidate=SimpleNamespace(name=candidate), vote=SimpleNamespace(**vote))
    contest = SimpleNamespace(name="Gubernur dan Wakil Gubernur", status=status)
    return SimpleNamespace(contest=contest, rows=[row], total=2_689_932)


def _election(**changes: Any) -> Any:
    page = {
        "election": SimpleNamespace(short_name="Pilgub 2024"),
        "report": SimpleNamespace(state="published", version=1),
        "results": [],
        "rolls": [],
        "checks": SimpleNamespace(differs=[]),
    }
    return SimpleNamespace(**{**page, **changes})


def test_an_election_is_told_with_the_most_votes_and_the_printed_percentage() -> None:
    assert election_sentence(_election(results=[_result()])) == (
        "Pilgub 2024: suara terbanyak Melki Laka Lena, 1.004.055 dari 2.689.932 suara sah "
        "(37,33\u00a0%), pemilihan Gubernur dan Wakil Gubernur."
    )


def test_a_provisional_result_says_so_and_a_missing_percentage_is_left_out() -> None:
    sentence = election_sentence(_election(results=[_result(status="sementara", percent=None)]))
    assert "suara sah, hasil sementara, pemilihan" in sentence
    assert "%" not in sentence


def test_an_election_without_results_is_told_with_its_last_established_roll() -> None:
    rolls = [
        SimpleNamespace(
            title=title,
            stage=stage,
            province_total=total,
            province_male=None,
            province_female=None,
            source_kind="pers",
        )
        for title, stage, total in (
            ("DPS Pilkada 2024", "dps", 10),
            ("DPT Pilkada 2024", "dpt", 3_988_372),
            ("DPTHP Pilkada 2024", "dpthp", None),
        )
    ]
    assert election_sentence(_election(rolls=rolls)) == (
        "Pilgub 2024: 3.988.372 pemilih dalam DPT Pilkada 2024 menurut pers."
    )


def test_an_election_of_which_nothing_is_published_says_so() -> None:
    assert election_sentence(_election(report=None)) == (
        "Pilgub 2024: hasil, logistik, dan tahapan di NTT belum diterbitkan."
    )
    superseded = SimpleNamespace(state="superseded", version=1)
    assert election_sentence(_election(report=superseded)) == (
        "Pilgub 2024, versi 1: tahapan dan logistik di NTT."
    )


@given(titles, st.integers(0, 2**31 - 1), st.sampled_from(["resmi", "sementara"]))
def test_any_result_is_one_line_that_fits_and_keeps_its_votes_and_status(
    candidate: str, votes: int, status: str
) -> None:
    result = _result(candidate=candidate, votes=votes, status=status, citation=_citation("pers"))
    sentence = election_sentence(_election(results=[result]))
    assert len(sentence) <= LIMIT
    assert len(sentence.splitlines()) == 1
    assert f"{format_integer(votes)} dari 2.689.932 suara sah menurut pers" in sentence
    assert ("hasil sementara" in sentence) == (status == "sementara")
