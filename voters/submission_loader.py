"""Loading the plenaries of regencies that documents tell of; what is there already stays."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from kpuntt.caching.services import generation_bump_on_change
from kpuntt.fixture_files import read_rows
from kpuntt.provenance.models import Document
from voters.models import Submission, SubmissionDeadline
from voters.services import AREA


@transaction.atomic
def submissions_load() -> int:
    """Load what is not there yet; return how many reports of regencies were added."""
    before = Submission.objects.count()
    with generation_bump_on_change(area=AREA, read=_everything):
        for row in read_rows("voters/submissions.csv"):
            Submission.objects.get_or_create(
                **_period(row),
                region_id=row["kode_wilayah"],
                defaults={
                    "received_date": _day(row["tanggal_diterima"]),
                    "plenary_date": _day(row["tanggal_pleno"]),
                    "minutes_number": row["nomor_berita_acara"],
                    "document": Document.objects.get(slug=row["dokumen"]),
                    "note": row["catatan"],
                },
            )
        for row in read_rows("voters/submission_deadlines.csv"):
            SubmissionDeadline.objects.get_or_create(
                **_period(row),
                defaults={
                    "last_day": date.fromisoformat(row["hari_terakhir"]),
                    "source": row["dasar"],
                },
            )
    return Submission.objects.count() - before


def _period(row: dict[str, str]) -> dict[str, Any]:
    return {
        "period_kind": row["jenis_periode"],
        "period_number": int(row["nomor_periode"]),
        "year": int(row["tahun"]),
    }


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _everything() -> object:
    return [
        list(model._default_manager.order_by("pk").values_list("pk"))
        for model in (Submission, SubmissionDeadline)
    ]
