"""A second transcription of the sources, compared cell by cell with what the portal holds."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kpuntt.formatting import parse_count
from kpuntt.regions.selectors import region_resolve
from voters.models import (
    DisabilityCount,
    DisabilityKind,
    ElectionReport,
    LogisticsItem,
    Roll,
    RollLine,
    Vote,
)

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parents[2] / "data"

SERIES = {
    ("Pilgub 2018", "DPT"): "dpt-pilgub-2018",
    ("Pemilu 2019", "DPT"): "dpt-pemilu-2019",
    ("Pemilu 2019 (DPTHP)", "DPT"): "dpthp-pemilu-2019",
    ("Semester II 2021", "DPB"): "pdpb-2021-semester-2",
    ("Semester I 2022", "DPB"): "pdpb-2022-semester-1",
    ("Pemilu 2024", "DPS"): "dps-pemilu-2024",
    ("Pemilu 2024", "DPT"): "dpt-pemilu-2024",
    ("Pilkada 2024", "DP4"): "dp4-pilkada-2024",
    ("Pilkada 2024", "DP4 sinkron"): "dp4-sinkron-pilkada-2024",
    ("Pilkada 2024", "Hasil coklit"): "coklit-pilkada-2024",
    ("Pilkada 2024", "DPS"): "dps-pilkada-2024",
    ("Pilkada 2024", "DPT"): "dpt-pilkada-2024",
    ("Semester I 2025", "PDPB"): "pdpb-2025-semester-1",
}
LOGISTICS = """
BILIK=39.508	KABEL TIES = 127.968	TINTA = 19.754	KOTAK SUARA = 20.384	SEGEL = 499.760
SURAT SUARA PGWG = 4.094.810	Surat Suara PBWB & PWWW = 4.136.810	DPC PGWG = 9.877
DPC PBWB & PWWW = 10.144	ABTN PGWG = 9.877	ABTN PBWB & PWWW = 9.877	Sampul Kubus = 112.089
Sampul Biasa = 139.919	Sampul Form. Model C HASIL = 19.754	Form. Plano PGWG = 29631
Form. Plano PBWB & PWWW = 35.902	Form A4 PGWG = 19.754	Form A4 PBWB & PWWW = 19.754
"""
LOGISTICS_WORDS = {"kabel ties": "kabel ties", "form.": "formulir", "form": "formulir", "&": "dan"}


def _rows(name: str, delimiter: str = ",") -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter, strict=True))


def _line(slug: str, code: str = "53") -> RollLine:
    line: RollLine = RollLine.objects.published().get(roll__slug=slug, region=code)
    return line


def _special_stations(remark: str) -> int:
    return 0 if remark == "-" else int(remark.removesuffix(" TPS Loksus"))


def test_the_printed_table_of_the_2024_roll_is_held_cell_by_cell() -> None:
    held = set()
    for row in _rows("dpt-pilkada-2024.txt", "\t"):
        name = row["KABUPATEN/KOTA"]
        region = region_resolve("53" if name == "JUMLAH" else name)
        assert region is not None, name
        line = _line("dpt-pilkada-2024", region.code)
        held.add(region.code)
        assert {
            "Jumlah TPS": line.polling_stations,
            "L": line.male,
            "P": line.female,
            "L+P": line.total,
            "Keterangan": line.special_stations,
        } == {
            "Jumlah TPS": parse_count(row["Jumlah TPS"]),
            "L": parse_count(row["L"]),
            "P": parse_count(row["P"]),
            "L+P": parse_count(row["L+P"]),
            "Keterangan": _special_stations(row["Keterangan"]),
        }, name
        assert line.citation.row == f"baris {row['NO'] or 'JUMLAH'}"
        assert (line.previous, line.new, line.ineligible, line.corrected) == (None,) * 4
    assert len(held) == 23
    assert Roll.objects.published().get(slug="dpt-pilkada-2024").lines.count() == 23


def test_the_printed_table_names_the_regencies_in_the_order_of_their_codes() -> None:
    regions = [region_resolve(row["KABUPATEN/KOTA"]) for row in _rows("dpt-pilkada-2024.txt", "\t")]
    codes = [region.code for region in regions if region]
    assert codes == [f"53.{number:02}" for number in range(1, 22)] + ["53.71"]


def test_the_second_transcription_adds_up_by_itself() -> None:
    rows = _rows("dpt-pilkada-2024.txt", "\t")
    for column in ("Jumlah TPS", "L", "P", "L+P"):
        counts = [parse_count(row[column]) or 0 for row in rows]
        assert sum(counts[:-1]) == counts[-1], column
    stations = [_special_stations(row["Keterangan"]) for row in rows]
    assert sum(stations[:-1]) == stations[-1] == 16


def test_every_row_of_the_provincial_series_is_held() -> None:
    rows = _rows("voter-roll-series.csv")
    assert len(rows) == len(SERIES) == Roll.objects.published().count()
    for row in rows:
        line = _line(SERIES[row["periode"], row["jenis"]])
        assert {
            "kecamatan": line.districts,
            "desa_kel": line.villages,
            "tps": line.polling_stations,
            "laki_laki": line.male,
            "perempuan": line.female,
            "jumlah": line.total,
        } == {
            name: int(row[name]) if row[name] else None
            for name in ("kecamatan", "desa_kel", "tps", "laki_laki", "perempuan", "jumlah")
        }, row["periode"]


def test_the_rolls_carry_the_dates_of_the_series_as_exactly_as_it_gives_them() -> None:
    for row in _rows("voter-roll-series.csv"):
        roll = Roll.objects.published().get(slug=SERIES[row["periode"], row["jenis"]])
        printed = {
            "hari": roll.as_of.isoformat(),
            "bulan": f"{roll.as_of:%Y-%m}",
            "periode": "",
        }
        assert printed[roll.precision] == row["tanggal"], row["periode"]


def test_the_roll_of_the_first_half_of_2025_is_as_the_plenary_announced_it() -> None:
    line = _line("pdpb-2025-semester-1")
    assert (line.districts, line.villages) == (315, 3_442)
    assert (line.male, line.female, line.total) == (1_998_103, 2_064_225, 4_062_328)
    assert (line.previous, line.new, line.ineligible) == (3_988_372, 116_497, 42_541)
    assert line.corrected == 117_602
    assert line.polling_stations is None
    assert line.roll.as_of == date(2025, 7, 4)
    assert line.roll.baseline is not None
    assert line.roll.baseline.slug == "dpt-pilkada-2024"
    assert line.roll.lines.count() == 1


def test_the_update_of_the_first_half_of_2022_is_held_with_all_its_reasons() -> None:
    rows = _rows("dpb-2022-semester-1.csv")
    line = _line("pdpb-2022-semester-1")
    printed = {
        (row["uraian"], row["jenis"]): int(row["jumlah"])
        for row in rows
        if row["jenis"] in {"baru", "tms"}
    }
    reasons = line.reasons.select_related("kind")
    held = {(reason.kind.name, reason.kind.direction): reason.total for reason in reasons}
    assert len(printed) == 12
    assert held == printed
    totals = {row["uraian"]: int(row["jumlah"]) for row in rows}
    assert line.previous == totals["DPB Semester II 2021"]
    assert line.total == totals["DPB Semester I 2022"]
    assert (line.male, line.female) == (totals["Laki-laki"], totals["Perempuan"])
    assert (line.new, line.ineligible, line.corrected) == (None, None, None)


def test_voters_with_a_disability_are_held_per_regency() -> None:
    rows = _rows("disability-dpt-pemilu-2024.csv")
    held = DisabilityCount.objects.filter(
        roll__slug="dpt-pemilu-2024", kind=DisabilityKind.ALL
    ).exclude(region="53")
    assert dict(held.values_list("region", "total")) == {
        row["kode_wilayah"]: int(row["pemilih_disabilitas"]) for row in rows
    }
    assert len(rows) == 22


def test_voters_with_a_disability_are_held_per_kind() -> None:
    rows = _rows("disability-kinds-dpt-pemilu-2024.csv")
    counts = DisabilityCount.objects.filter(roll__slug="dpt-pemilu-2024", region="53")
    held = {DisabilityKind(count.kind).label.lower(): count.total for count in counts}
    assert held.pop("semua ragam") == 46_251
    assert held == {row["ragam"]: int(row["jumlah"]) for row in rows}


def test_the_supplies_of_2024_are_held_in_the_order_of_the_slide() -> None:
    printed = [
        (name.strip(), parse_count(count))
        for cell in LOGISTICS.replace("\n", "\t").split("\t")
        if cell.strip()
        for name, _, count in [cell.partition("=")]
    ]
    items = LogisticsItem.objects.filter(report__slug="pilkada-2024").order_by("order")
    assert len(printed) == 18
    assert [item.order for item in items] == list(range(1, 19))
    assert [item.quantity for item in items] == [count for _name, count in printed]
    for item, (name, _count) in zip(items, printed, strict=True):
        words = [LOGISTICS_WORDS.get(word, word) for word in name.lower().split()]
        assert item.name.lower() == " ".join(words)


def test_the_result_for_governor_is_held_as_the_plenary_announced_it() -> None:
    votes = Vote.objects.filter(candidate__contest__report__slug="pilgub-2024")
    held = votes.order_by("candidate__order").values_list(
        "candidate__name", "candidate__running_mate", "votes", "percent", "region"
    )
    assert [(name.upper(), mate.upper(), *figures) for name, mate, *figures in held] == [
        (
            "YOHANIS FRANSISKUS LEMA, S.IP., M.SI",
            "JANE NATALIA SURYANTO",
            873_524,
            Decimal("32.47"),
            "53",
        ),
        (
            "EMANUEL MELKIADES LAKA LENA, S.SI, A.PT",
            "DRS. JOHNI ASADOMA, M.HUM",
            1_004_055,
            Decimal("37.33"),
            "53",
        ),
        ("SIMON PETRUS KAMLASI", "ADRIANUS GARU, SE.,M.SI", 812_353, Decimal("30.20"), "53"),
    ]
    assert set(votes.values_list("candidate__contest__status", flat=True)) == {"resmi"}
    assert not votes.exclude(candidate__ballot_number=None).exists()


def test_the_stages_of_the_2024_election_are_held_in_their_order() -> None:
    report = ElectionReport.objects.published().get(slug="pemilu-2024")
    stages = list(report.stages.order_by("order"))
    assert len(stages) == 15
    assert (stages[0].starts_on, stages[0].ends_on) == (date(2022, 6, 14), date(2024, 6, 14))
    assert stages[11].name == "Pemungutan dan Penghitungan Suara"
    assert (stages[11].starts_on, stages[11].ends_on) == (date(2024, 2, 14), date(2024, 2, 15))
    assert stages[14].ends_on == date(2024, 10, 20)
    assert stages[2].printed_period == "14 Okober 2022-21 Juni 2023"


def test_every_held_figure_points_to_a_document() -> None:
    for line in RollLine.objects.published().select_related("citation__document"):
        document = line.citation.document
        assert document.url or document.sha256 or document.note, line
