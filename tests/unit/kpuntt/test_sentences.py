from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kpuntt.headlines import LIMIT
from kpuntt.sentences import dataset_sentence, findings_sentence, home_sentence, region_sentence


def _roll(**changes: Any) -> Any:
    roll = {
        "title": "PDPB Semester I 2025",
        "province_total": 4_062_328,
        "province_male": 1_998_103,
        "province_female": 2_064_225,
        "baseline": SimpleNamespace(title="DPT Pilkada 2024"),
    }
    return SimpleNamespace(**{**roll, **changes})


def _home(roll: Any, change: int | None = 73_956, kind: str = "siaran") -> Any:
    return SimpleNamespace(latest=roll, change=change, source=SimpleNamespace(kind=kind))


def test_the_first_page_is_told_with_the_roll_it_leads_with() -> None:
    assert home_sentence(_home(_roll())) == (
        "PDPB Semester I 2025: 4.062.328 pemilih di NTT (1.998.103 laki-laki, "
        "2.064.225 perempuan), +73.956 dibanding DPT Pilkada 2024."
    )
    sentence = home_sentence(_home(_roll(baseline=None, province_male=None), None, "pers"))
    assert sentence.endswith(": 4.062.328 pemilih di NTT menurut pers (2.064.225 perempuan).")


def test_the_first_page_of_an_empty_portal_says_what_it_is() -> None:
    page: Any = SimpleNamespace(latest=None, change=None, source=None)
    assert home_sentence(page) == (
        "Data Pemilu NTT: data pemilih, kinerja, dan anggaran KPU Provinsi NTT dengan sumbernya."
    )


def _region(**changes: Any) -> Any:
    document = SimpleNamespace(kind="laporan")
    line = SimpleNamespace(
        roll=SimpleNamespace(title="DPT Pilkada 2024"),
        total=244_838,
        male=115_547,
        female=129_291,
        citation=SimpleNamespace(document=document),
    )
    page = {
        "region": SimpleNamespace(
            full_name="Kabupaten Sikka", code="53.07", level="kabupaten-kota"
        ),
        "line": line,
        "rank": 6,
        "of": 22,
        "findings": [],
        "parts": [1] * 21,
        "village_count": 1194,
    }
    return SimpleNamespace(**{**page, **changes})


def test_a_region_is_told_with_its_voters_and_its_rank() -> None:
    assert region_sentence(_region()) == (
        "Kabupaten Sikka: 244.838 pemilih dalam DPT Pilkada 2024 (115.547 laki-laki, "
        "129.291 perempuan), urutan 6 dari 22 kabupaten/kota."
    )
    assert region_sentence(_region(rank=None, findings=[1])).endswith("perempuan), 1 temuan.")


def test_a_region_without_figures_of_a_roll_is_told_with_its_parts() -> None:
    region = _region(line=None, rank=None)
    assert region_sentence(region) == "Kabupaten Sikka: 21 kecamatan, 1.194 desa/kelurahan."
    province = SimpleNamespace(full_name="Provinsi NTT", code="53", level="provinsi")
    region = _region(line=None, rank=None, region=province, parts=[1] * 22)
    assert region_sentence(region) == "Provinsi NTT: 22 kabupaten/kota."
    assert region_sentence(_region(line=None, rank=None, parts=[])) == (
        "Kabupaten Sikka: kode Kemendagri 53.07."
    )


def _dataset(title: str = "Daftar pemilih") -> Any:
    return SimpleNamespace(title=title, licence=SimpleNamespace(name="CC BY 4.0"))


def test_a_dataset_is_told_with_its_rows_and_its_day() -> None:
    assert dataset_sentence(_dataset(), rows=1335, as_of=date(2025, 7, 4)) == (
        "Dataset Daftar pemilih: 1.335 baris, data per 4 Juli 2025; berkas CSV, XLSX, dan JSON, "
        "lisensi CC BY 4.0."
    )
    assert "data per" not in dataset_sentence(_dataset(), rows=1, as_of=None)


def _register(*statuses: str) -> Any:
    return SimpleNamespace(findings=[SimpleNamespace(status=status) for status in statuses])


def test_the_register_is_told_with_its_findings_and_how_many_are_open() -> None:
    register = _register("terbuka", "dijelaskan")
    assert findings_sentence(register, area="", status="") == (
        "Temuan di portal Data Pemilu NTT: 2 temuan (angka tercetak yang berbeda dari hitungan), "
        "1 belum dijelaskan."
    )


def test_a_narrowed_register_names_the_choice() -> None:
    sentence = findings_sentence(_register("dijelaskan"), area="Kinerja", status="Sudah dijelaskan")
    assert "NTT, bidang Kinerja, status Sudah dijelaskan: 1 temuan" in sentence
    assert "belum dijelaskan" not in sentence


@given(
    st.text(min_size=1, max_size=120),
    st.integers(0, 2**31 - 1),
    st.one_of(st.none(), st.integers(0, 2**31 - 1)),
    st.one_of(st.none(), st.integers(1, 22)),
)
def test_any_page_that_crosses_areas_is_one_line_that_fits(
    title: str, number: int, maybe: int | None, rank: int | None
) -> None:
    line = _region().line
    line.roll.title, line.total, line.male = title, number, maybe
    roll = _roll(title=title, province_total=number, province_male=maybe)
    for sentence in (
        home_sentence(_home(roll, maybe)),
        region_sentence(_region(line=line, rank=rank)),
        dataset_sentence(_dataset(title), rows=number, as_of=None),
    ):
        assert len(sentence) <= LIMIT
        assert len(sentence.splitlines()) == 1
        assert "None" not in sentence.replace(title, "")
