"""What a file says again changes nothing; what it does not say stays, or is shown as lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from budget.models import BudgetLine, BudgetSnapshot, GrantLine, LineKind
from kpuntt.imports.files import BatchError, batch_preview
from kpuntt.imports.models import ImportBatch
from kpuntt.imports.services import batch_submit
from kpuntt.publishing.models import PublicationState
from kpuntt.regions.models import Region
from performance.models import LegalDocumentCount, OfficeBuilding, PlanDocument, Result, Target
from tests.unit.kpuntt.imports.books import OWN_TABLES, own_rows, save_xlsx
from tests.unit.kpuntt.imports.uploads import (
    DPT,
    content_of,
    current,
    published,
    roll_csv,
    upload,
)
from voters.models import FigureCitation, RollLine

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_read_once")]

LKJ = "lkj-2024"
SNAPSHOT = "realisasi-2024-12"
GRANTS = "hibah-pilkada-2024"
UNITS = {
    "daftar-pemilih": DPT,
    "hibah-pilkada": GRANTS,
    "realisasi-anggaran": SNAPSHOT,
    "gedung-kantor": LKJ,
    "produk-hukum": LKJ,
    "indikator-kinerja": LKJ,
}
Content = list[dict[str, Any]]


def _content(kind: str) -> Content:
    """Return all that is published of the unit that the office's own table of a kind fills."""
    lines: dict[str, Sequence[Any]] = {
        "daftar-pemilih": [RollLine.objects.published().filter(roll__slug=DPT)],
        "hibah-pilkada": [GrantLine.objects.published().filter(report__slug=GRANTS)],
        "realisasi-anggaran": [BudgetLine.objects.published().filter(snapshot__slug=SNAPSHOT)],
        "gedung-kantor": [OfficeBuilding.objects.published()],
        "produk-hukum": [LegalDocumentCount.objects.published()],
        "indikator-kinerja": [
            table.objects.filter(
                indicator__objective__report__slug=LKJ,
                indicator__objective__report__state=PublicationState.PUBLISHED,
                document=PlanDocument.REPORT,
            )
            for table in (Target, Result)
        ],
    }
    return [row for found in lines[kind] for row in content_of(found)]


def _printed(content: Content) -> Content:
    """Leave out the balancing lines, whose figures the portal computes."""
    return [row for row in content if row.get("kind") != LineKind.BALANCING]


def _own(actor: User, kind: str, folder: Path, columns: int | None = None) -> ImportBatch:
    """Upload the office's own table, or as many of its columns as said."""
    path = save_xlsx([row[:columns] for row in own_rows(kind)], folder / "tabel.xlsx")
    about = {"kind": kind, "target_slug": UNITS[kind], "file_name": path.name}
    return upload(actor, path.read_bytes(), **about)


def _csv(actor: User, kind: str, content: str) -> ImportBatch:
    about = {"kind": kind, "target_slug": UNITS[kind], "file_name": "tabel.csv"}
    return upload(actor, content.encode(), **about)


def _changes(batch: ImportBatch) -> list[tuple[str, str, Any, Any]]:
    return [
        (row.name, change.column, change.old, change.new)
        for row in batch_preview(batch=batch).rows
        for change in row.changes
    ]


def _lost(batch: ImportBatch) -> list[str]:
    cautions = batch_preview(batch=batch).cautions
    return [item.text for item in cautions if item.key.startswith("kolom-hilang")]


@pytest.mark.parametrize("kind", OWN_TABLES)
def test_the_offices_own_table_lists_what_is_published_and_writes_the_same_again(
    kind: str, alice: User, bob: User, tmp_path: Path
) -> None:
    before = _content(kind)
    batch = _own(alice, kind, tmp_path)
    assert (batch.rows_refused, batch.rows_new, batch.rows_missing) == (0, 0, 0)
    assert (_changes(batch), _lost(batch)) == ([], [])
    assert published(batch, alice, bob).published_version == 2
    assert before
    assert _content(kind) == before


@dataclass(frozen=True, slots=True)
class Cut:
    """An own table without its last columns: how many stay, what is blank then, what is lost."""

    kind: str
    columns: int
    blank: Mapping[str, Any]
    lost: Mapping[str, int]


CUTS = (
    Cut("daftar-pemilih", 6, {}, {}),
    Cut(
        "realisasi-anggaran",
        4,
        {"remaining": None, "percent": None},
        {"Sisa": 31, "Persen realisasi": 31},
    ),
    Cut("indikator-kinerja", 5, {"achievement_printed": "", "achievement": None}, {"Capaian": 7}),
)


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: cut.kind)
def test_a_column_that_the_own_table_lacks_stays_or_is_shown_as_lost(
    cut: Cut, alice: User, bob: User, tmp_path: Path
) -> None:
    before = _content(cut.kind)
    batch = _own(alice, cut.kind, tmp_path, cut.columns)
    changes = _changes(batch)
    assert len(changes) == sum(cut.lost.values())
    assert {new for _name, _column, _old, new in changes} <= {None}
    assert _lost(batch) == [
        f"Berkas ini tidak mengisi kolom “{label}”; {count} isi terbit akan hilang."
        for label, count in cut.lost.items()
    ]
    published(batch, alice, bob)
    after = [{**row, **{n: v for n, v in cut.blank.items() if n in row}} for row in before]
    assert _printed(_content(cut.kind)) == _printed(after)


def test_a_kind_of_building_that_the_table_of_offices_lacks_is_shown_as_lost(
    alice: User, bob: User, tmp_path: Path
) -> None:
    batch = _own(alice, "gedung-kantor", tmp_path, 6)
    assert _changes(batch) == [
        ("Kabupaten Timor Tengah Utara", "pinjam_kondisi", "rusak-ringan", None),
        ("Kabupaten Timor Tengah Utara", "pinjam_luas", "300 m2", None),
    ]
    assert len(_lost(batch)) == 2
    with pytest.raises(BatchError, match="tidak mengisi kolom “Pinjam pakai kondisi”"):
        batch_submit(batch=batch, actor=alice, reasons={})
    before = _content("gedung-kantor")
    published(batch, alice, bob)
    assert _content("gedung-kantor") == [row for row in before if row["ownership"] != "pinjam"]


def test_a_column_of_the_template_that_nobody_filled_is_lost_where_lines_have_one_source(
    alice: User,
) -> None:
    content = "Kode;Uraian;Pagu;Realisasi;Sisa;%\nCQ;Program;100;50;;\nCQ.6639;Keg;100;50;;\n"
    batch = _csv(alice, "realisasi-anggaran", content)
    assert [text.split("“")[1].split("”")[0] for text in _lost(batch)] == [
        "Sisa",
        "Persen realisasi",
    ]


def test_a_single_blank_cell_is_a_change_and_no_lost_column(alice: User) -> None:
    content = "Kode;Uraian;Pagu;Realisasi;Sisa;%\nCQ;Program;100;50;;1\nCQ.6639;Keg;100;50;9;1\n"
    batch = _csv(alice, "realisasi-anggaran", content)
    assert ("CQ", "sisa", 817_359_845, None) in _changes(batch)
    assert _lost(batch) == []


# -- The printed total -----------------------------------------------------------------------------


def _budget(total: str) -> str:
    return f"Kode;Uraian;Pagu;Realisasi;Sisa;%\nCQ;Program;100;50;50;50\nTOTAL;;{total}\n"


def test_a_blank_cell_of_the_printed_total_is_missing_and_not_what_it_was(
    alice: User, bob: User
) -> None:
    batch = _csv(alice, "realisasi-anggaran", _budget("100;50;;50"))
    assert ("TOTAL", "sisa", 841_515_160, None) in _changes(batch)
    published(batch, alice, bob)
    snapshot = BudgetSnapshot.objects.published().get(slug=SNAPSHOT)
    total = snapshot.lines.get(level="total")
    assert (total.ceiling, total.realisation, total.remaining) == (100, 50, None)


def test_a_blank_cell_of_the_total_of_a_roll_is_missing_only_below_a_filled_column(
    alice: User, bob: User
) -> None:
    RollLine.objects.filter(roll=current(), region="53").update(districts=315)
    rows = roll_csv().decode().splitlines()
    (total,) = [row for row in rows if row.startswith("JUMLAH")]
    name, _stations, *figures = total.split(",")
    rows[rows.index(total)] = ",".join([name, "", *figures])
    published(_csv(alice, "daftar-pemilih", "\n".join(rows)), alice, bob)
    line = current().lines.get(region="53")
    assert (line.polling_stations, line.districts, str(line.total)) == (None, 315, figures[-1])


@pytest.mark.parametrize(
    ("total", "problem"),
    [
        ("100;x;50;50", "“x” tidak dapat dibaca sebagai bilangan."),
        (f"{10**19};50;50;50", "Angka ini terlalu besar."),
        ("100;50;50;50,125", "lebih dari dua desimal"),
    ],
)
def test_a_printed_total_that_cannot_be_written_is_an_error_in_its_row(
    alice: User, total: str, problem: str
) -> None:
    batch = _csv(alice, "realisasi-anggaran", _budget(total))
    (error,) = batch_preview(batch=batch).errors
    assert (error.row, batch.rows_refused) == (3, 0)
    assert problem in error.problem
    with pytest.raises(BatchError, match="Perbaiki berkasnya"):
        batch_submit(batch=batch, actor=alice, reasons={})


@pytest.mark.parametrize(
    ("kind", "slug", "region", "content"),
    [
        ("alasan-tms", "pdpb-2022-semester-1", None, "Alasan TMS,L,Jumlah\nGanda,1,9\nJumlah,x,9"),
        ("daftar-pemilih", DPT, "53.07", "Wilayah,L,Jumlah\n53.07.01,1,9\nJumlah,x,9"),
    ],
)
def test_a_printed_total_that_is_not_written_may_be_unreadable(
    alice: User, kind: str, slug: str, region: str | None, content: str
) -> None:
    batch = upload(
        alice,
        content.encode(),
        kind=kind,
        target_slug=slug,
        region=region and Region.objects.get(code=region),
        file_name="tabel.csv",
    )
    preview = batch_preview(batch=batch)
    assert any("Sel itu tidak dibandingkan." in notice for notice in preview.notices)
    assert preview.errors == []


# -- The sources of single figures -----------------------------------------------------------------


def test_a_figure_keeps_its_own_source_where_only_another_row_says_it(
    alice: User, bob: User
) -> None:
    RollLine.objects.filter(roll=current(), region__in=["53", "53.07"]).update(districts=21)
    first = current().lines.get(region="53.07").citation
    published(_csv(alice, "daftar-pemilih", roll_csv(r5307=120_000).decode()), alice, bob)
    head, *rows = roll_csv(r5307=121_000).decode().splitlines()
    rows = [f"{row},{'315' if row.startswith('JUMLAH') else ''}" for row in rows]
    content = "\n".join([f"{head},Kecamatan", *rows])
    published(_csv(alice, "daftar-pemilih", content), alice, bob)
    lines = current().lines
    sources = FigureCitation.objects.filter(figure="districts")
    assert lines.get(region="53").districts == 315
    assert not sources.filter(line=lines.get(region="53")).exists()
    assert lines.get(region="53.07").districts == 21
    assert sources.get(line=lines.get(region="53.07")).citation == first
