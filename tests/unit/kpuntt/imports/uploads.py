"""What the tests of stored imports share: files as text, and the steps in one word each."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from kpuntt.imports.files import batch_preview
from kpuntt.imports.models import ImportBatch
from kpuntt.imports.services import batch_publish, batch_submit, batch_upload, batch_verify
from voters.models import Roll, RollLine

DPT = "dpt-pilkada-2024"
NOTE = "TPS Kabupaten Sikka diperbaiki menurut berita acara."
WHY = "Sesuai berita acara pleno."
SOURCE = {
    "title": "Berita Acara Rekapitulasi DPT",
    "number": "123/PL.02.1-BA/53/2024",
    "date": "2024-09-22",
    "publisher": "KPU Provinsi NTT",
    "kind": "berita-acara",
}


def current(slug: str = DPT) -> Roll:
    roll: Roll = Roll.objects.published().get(slug=slug)
    return roll


def roll_csv(
    slug: str = DPT, *, skip: tuple[str, ...] = (), total: bool = True, **changed: Any
) -> bytes:
    """Return the published lines of a roll as a file; ``changed`` are males by region code.

    A code is written without its point: ``r5307="1"``.
    """
    lines = ["Wilayah,TPS,Laki-laki,Perempuan,Jumlah"]
    rows = RollLine.objects.filter(roll=current(slug)).select_related("region").as_printed()
    for line in rows:
        name = line.region.full_name
        if line.region.level == "provinsi":
            if not total:
                continue
            name = "JUMLAH"
        if line.region_id in skip:
            continue
        male = changed.get(f"r{line.region_id.replace('.', '')}", line.male)
        lines.append(f"{name},{line.polling_stations},{male},{line.female},{line.total}")
    return "\n".join(lines).encode()


def upload(actor: User, content: bytes, **about: Any) -> ImportBatch:
    """Upload a correction of the roll, or what ``about`` says."""
    batch, _made = upload_twice(actor, content, **about)
    return batch


def upload_twice(actor: User, content: bytes, **about: Any) -> tuple[ImportBatch, bool]:
    values: dict[str, Any] = {
        "kind": "daftar-pemilih",
        "file_name": "dpt.csv",
        "target_slug": DPT,
        "public_note": NOTE,
        "document_values": SOURCE,
    }
    return batch_upload(actor=actor, content=content, **{**values, **about})


def content_of(lines: Any) -> list[dict[str, Any]]:
    """Return what is written in lines, in their order, without what points to other rows."""
    skipped = {"id", "report_id", "snapshot_id", "roll_id", "citation_id", "parent_id"}
    skipped |= {"objective_id", "indicator_id"}
    return [
        {name: value for name, value in row.items() if name not in skipped}
        for row in sorted(lines.values(), key=_order)
    ]


def _order(row: dict[str, Any]) -> tuple[Any, ...]:
    return (row.get("order", 0), row.get("suborder", 0), row.get("region_id") or "", row["id"])


def reasons(batch: ImportBatch) -> dict[str, str]:
    return {caution.key: WHY for caution in batch_preview(batch=batch).cautions}


def submit(batch: ImportBatch, actor: User) -> ImportBatch:
    return batch_submit(batch=batch, actor=actor, reasons=reasons(batch))


def published(batch: ImportBatch, maker: User, checker: User) -> ImportBatch:
    """Take all further steps."""
    batch_verify(batch=submit(batch, maker), actor=checker)
    return batch_publish(batch=batch, actor=checker)
