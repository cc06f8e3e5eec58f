"""Loading the evidence tables of a report, row by row, as transcribed in ``fixtures``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from kpuntt.formatting import parse_count
from kpuntt.provenance.models import Citation
from kpuntt.provenance.services import citation_get
from kpuntt.regions.models import Region
from kpuntt.regions.selectors import region_resolve
from performance.models import (
    Award,
    BuildingCondition,
    LegalDocumentCount,
    Objective,
    OfficeBuilding,
    Ownership,
    StaffCount,
    StaffStatement,
    Training,
)
from performance.rules import parse_area

Row = dict[str, str]

_CONDITIONS = {item.label.casefold(): item for item in BuildingCondition}
_DECISION = "Keputusan Komisi Pemilihan Umum "


def _offices(objective: Objective, order: int, row: Row) -> None:
    """Make a building of each pair of cells that is filled; the table has one row per unit."""
    for ownership in Ownership:
        condition = row[f"{ownership}_kondisi"]
        if condition != "-":
            area = row[f"{ownership}_luas"]
            OfficeBuilding.objects.create(
                objective=objective,
                order=int(row["nomor"]),
                unit_name=row["satker"],
                region=_region(row["satker"]),
                ownership=ownership,
                repair=_CONDITIONS[condition.casefold()],
                area_printed=area,
                area=parse_area(area),
                citation=_place(objective, "BAB III C, Sasaran 2", "Data Gedung Kantor", order),
            )


def _legal_documents(objective: Objective, order: int, row: Row) -> None:
    is_total = row["nomor"] == ""
    name = row["jenis_dokumen"]
    LegalDocumentCount.objects.create(
        objective=objective,
        order=order,
        name=name,
        region=None if is_total else _region(name.removeprefix(_DECISION)),
        physical=parse_count(row["fisik"]),
        web=parse_count(row["web"]),
        is_total=is_total,
        citation=_place(objective, "BAB III C, Sasaran 5", "Pengelolaan Dokumentasi Hukum", order),
    )


def _staff(objective: Objective, order: int, row: Row) -> None:
    StaffCount.objects.create(
        objective=objective,
        order=order,
        number=row["nomor"],
        group=row["kelompok"],
        name=row["uraian"],
        position=row["jabatan"],
        total=parse_count(row["jumlah"]),
        civil_servants=parse_count(row["pns"]),
        contract=parse_count(row["ppnpn"]),
        citation=_place(objective, "BAB I D", "Pegawai", order),
    )


def _staff_statements(objective: Objective, order: int, row: Row) -> None:  # noqa: ARG001
    StaffStatement.objects.create(
        objective=objective,
        group=row["golongan"],
        total=int(row["jumlah"]),
        citation=_place(objective, "BAB I D"),
    )


def _trainings(objective: Objective, order: int, row: Row) -> None:
    Training.objects.create(
        objective=objective,
        order=order,
        name=row["pelatihan"],
        printed_period=row["waktu_tercetak"],
        starts_on=date.fromisoformat(row["mulai"]),
        ends_on=date.fromisoformat(row["selesai"]),
        place=row["tempat"],
        citation=_place(objective, row["halaman"]),
    )


def _awards(objective: Objective, order: int, row: Row) -> None:
    Award.objects.create(
        objective=objective,
        order=order,
        name=row["penghargaan"],
        rank=row["peringkat"],
        printed_weekday=row["hari_tercetak"],
        date=date.fromisoformat(row["tanggal"]),
        citation=_place(objective, row["halaman"]),
    )


#: Each evidence table: its file, and what makes its rows (objective, place in the file, row).
EVIDENCE: tuple[tuple[str, Callable[[Objective, int, Row], None]], ...] = (
    ("offices.csv", _offices),
    ("legal_documents.csv", _legal_documents),
    ("staff.csv", _staff),
    ("staff_statements.csv", _staff_statements),
    ("trainings.csv", _trainings),
    ("awards.csv", _awards),
)


def _region(name: str) -> Region:
    region = region_resolve(name)
    if region is None:
        message = f"Wilayah “{name}” tidak dikenal."
        raise ValueError(message)
    return region


def _place(objective: Objective, page: str, table: str = "", order: int | None = None) -> Citation:
    return citation_get(
        document=objective.report.document,
        page=page,
        table=table,
        row=f"baris {order}" if order else "",
    )
