"""A second transcription of the report's tables, compared cell by cell with what is held."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kpuntt.formatting import parse_count
from kpuntt.regions.models import Region, RegionLevel
from performance.models import (
    Award,
    Indicator,
    LegalDocumentCount,
    Objective,
    OfficeBuilding,
    PlanStatement,
    Result,
    StaffCount,
    StaffStatement,
    Target,
    Training,
)

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parent / "data"
OWNERSHIP = ("Milik Sendiri", "Sewa", "Pinjam Pakai")
OFFICES_OF = {"KPU Kupang": "53.01", "KPU Flores": "53.06", "KPU Kota Kupang": "53.71"}


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", strict=True))


def test_every_target_is_held_as_each_document_prints_it() -> None:
    held = Target.objects.values_list("document", "indicator__number", "indicator__slug", "printed")
    printed = {
        (row["Dokumen"], int(row["No"]), row["Indikator"], row["Target"])
        for row in _rows("targets.txt")
    }
    assert len(printed) == 5 * 7
    assert set(held) == printed


def test_a_target_is_the_number_or_the_grade_that_is_printed() -> None:
    for target in Target.objects.select_related("indicator"):
        if target.indicator.slug == "akuntabilitas-kinerja":
            assert (target.value, target.grade) == (None, "B")
        else:
            assert target.grade == ""
            assert target.value == Decimal(target.printed.removesuffix("%"))


def test_both_tables_of_results_are_held_cell_by_cell() -> None:
    rows = _rows("results.txt")
    assert len(rows) == 2 * 7 == Result.objects.count()
    for row in rows:
        result = Result.objects.get(document=row["Tabel"], indicator__slug=row["Indikator"])
        target = Target.objects.get(document=row["Tabel"], indicator=result.indicator)
        assert (target.printed, result.printed, result.achievement_printed) == (
            row["Target"],
            row["Realisasi"],
            row["Capaian"],
        )
        assert result.achievement == Decimal(row["Capaian"].removesuffix("%").replace(",", "."))


def test_evaluations_of_another_year_carry_their_particulars() -> None:
    akip = Result.objects.get(document="lkj", indicator__slug="akuntabilitas-kinerja")
    assert (akip.grade, akip.score, akip.reference_year) == ("BB", Decimal("77.95"), 2021)
    assert (akip.assessor, akip.provisional) == ("Inspektorat KPU RI", False)
    reform = Result.objects.get(document="lkj", indicator__slug="reformasi-birokrasi")
    assert (reform.value, reform.score, reform.reference_year) == (Decimal("89.25"), None, 2021)
    assert "evaluasi internal" in reform.assessor
    assert reform.provisional
    others = Result.objects.filter(document="lkj").exclude(pk__in=[akip.pk, reform.pk])
    assert set(others.values_list("reference_year", "assessor", "provisional")) == {
        (2024, "", False)
    }


def test_every_office_building_is_held_cell_by_cell() -> None:
    rows = _rows("offices.txt")
    printed = [
        (int(row["NO"]), row["Satker"], name, row[f"{name} Kondisi"], row[f"{name} Luas"])
        for row in rows
        for name in OWNERSHIP
        if row[f"{name} Kondisi"] != "-"
    ]
    held = [
        (
            office.order,
            office.unit_name,
            office.get_ownership_display().title(),
            office.get_repair_display().title(),
            office.area_printed,
        )
        for office in OfficeBuilding.objects.order_by("order", "pk")
    ]
    assert len(rows) == 23
    assert len(printed) == 24
    assert held == printed


def test_each_office_of_the_commission_stands_in_the_table_once() -> None:
    regions = Region.objects.filter(level__in=[RegionLevel.PROVINCE, RegionLevel.REGENCY])
    codes = set(OfficeBuilding.objects.values_list("region", flat=True))
    assert codes == set(regions.values_list("code", flat=True))
    for name, code in OFFICES_OF.items():
        assert OfficeBuilding.objects.get(unit_name=name).region_id == code


def test_an_ambiguous_area_stays_as_printed_and_never_becomes_a_number() -> None:
    unread = OfficeBuilding.objects.filter(area=None)
    assert list(unread.values_list("unit_name", "area_printed")) == [
        ("KPU Manggarai Timur", "57,525 m2")
    ]
    assert OfficeBuilding.objects.get(unit_name="KPU Provinsi NTT").area == 1032


def test_every_row_of_the_legal_documents_is_held_cell_by_cell() -> None:
    rows = _rows("legal_documents.txt")
    printed = [
        (row["Jenis Dokumen"], parse_count(row["Fisik"]), parse_count(row["Web"])) for row in rows
    ]
    held = LegalDocumentCount.objects.order_by("order")
    assert len(rows) == 24
    assert list(held.values_list("name", "physical", "web")) == printed
    total = held.get(is_total=True)
    assert (total.order, total.region) == (24, None)
    assert held.exclude(region=None).values("region").distinct().count() == 23
    for row in held.filter(is_total=False).select_related("region"):
        assert row.region is not None
        assert row.name.endswith(row.region.name), row.name


def test_every_row_of_the_staff_table_is_held_cell_by_cell_under_its_heading() -> None:
    printed = []
    group = ""
    for row in _rows("staff.txt"):
        if row["Jumlah"]:
            own = "" if row["Uraian"] in {"Sekretaris", "TOTAL"} else group
            figures = tuple(parse_count(row[name]) for name in ("Jumlah", "PNS", "PPNPN"))
            printed.append((own, row["Uraian"], *figures))
        else:
            group = row["Uraian"]
    held = StaffCount.objects.order_by("order")
    assert len(printed) == 14
    assert list(held.values_list("group", "name", "total", "civil_servants", "contract")) == printed


def test_the_numbers_of_staff_in_the_text_are_held() -> None:
    assert dict(StaffStatement.objects.values_list("group", "total")) == {
        "seluruhnya": 63,
        "struktural": 10,
        "fungsional-khusus": 5,
        "fungsional-umum": 27,
        "ppnpn": 22,
    }


def test_trainings_and_awards_are_held_with_their_dates() -> None:
    assert list(Training.objects.values_list("printed_period", "starts_on", "ends_on")) == [
        ("bulan Juni, Agustus dan November 2023", date(2023, 6, 1), date(2023, 11, 30)),
        ("25 Oktober 2024", date(2024, 10, 25), date(2024, 10, 25)),
    ]
    assert list(Award.objects.values_list("rank", "printed_weekday", "date")) == [
        ("juara 2", "Rabu", date(2024, 12, 11)),
        ("Penyelenggara Terbaik III", "Senin", date(2024, 12, 30)),
    ]


def test_six_objectives_have_seven_indicators() -> None:
    objectives = Objective.objects.order_by("number")
    assert [objective.indicators.count() for objective in objectives] == [1, 1, 2, 1, 1, 1]
    assert [objective.mitigations.count() for objective in objectives] == [1, 3, 3, 2, 4, 1]
    numbers = Indicator.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 8))


def test_the_plan_has_a_vision_six_missions_three_goals_and_five_objectives() -> None:
    kinds = list(PlanStatement.objects.values_list("kind", flat=True))
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "visi": 1,
        "misi": 6,
        "tujuan": 3,
        "sasaran": 5,
    }
    below = PlanStatement.objects.filter(kind="sasaran").order_by("order")
    assert list(below.values_list("parent__order", flat=True)) == [1, 1, 2, 2, 3]
    assert not PlanStatement.objects.exclude(period="2020–2024").exists()
