"""From the stored bytes of a batch to a comparison. Nothing is stored here."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.forms import ModelForm

from kpuntt.imports.book import Book
from kpuntt.imports.comparing import Comparison, compare
from kpuntt.imports.models import ImportBatch
from kpuntt.imports.parsing import parse_book
from kpuntt.imports.reading import read_file
from kpuntt.imports.targets import ImportTarget, target_of


class BatchError(Exception):
    """A step that cannot be taken with a batch; the message says why, in Indonesian."""


def book_of(content: bytes, name: str) -> Book:
    """Read the bytes of a file in a process of its own; raise ``FileRefusedError`` if refused.

    The answer depends on the bytes alone, so it may be read before a transaction begins.
    """
    with tempfile.TemporaryDirectory(prefix="kpuntt-impor-") as folder:
        path = Path(folder) / "berkas"
        path.touch(mode=0o600)
        path.write_bytes(content)
        return read_file(path, name=name)


def batch_preview(*, batch: ImportBatch, book: Book | None = None) -> Comparison:
    """Compare the file of ``batch`` with what is published now. Changes nothing.

    Uploading, submitting, verifying and publishing all run this. Raises ``FileRefusedError`` for
    a file that is refused as a whole and ``BatchError`` for a target that is not there.
    """
    if book is None:
        book = book_of(bytes(batch.content), batch.file_name)
    if book.sha256 != batch.sha256:
        raise BatchError("Isi berkas tersimpan tidak cocok dengan SHA-256 saat diunggah.")
    target = target_of(batch.kind)
    region = batch.region_id or ""
    parsed = parse_book(target.kind, book, sheet=batch.sheet, within=region)
    unit = new_unit_form(batch).instance if batch.is_new else published_unit(target, batch)
    return compare(target, parsed, unit=unit, is_new=batch.is_new, region=region)


def published_unit(target: ImportTarget, batch: ImportBatch) -> Any:
    """Return the current version of the unit that ``batch`` corrects.

    A newer one in the making would stop the publication, so it is said from the upload on.
    """
    unit = target.units().filter(slug=batch.target_slug).first()
    if unit is None:
        message = f"Terbitan “{batch.target_slug}” tidak terbit lagi. Buang impor ini."
        raise BatchError(message)
    newer = target.model._default_manager.filter(slug=unit.slug, version__gt=unit.version).first()
    if newer is not None:
        message = f"Versi {newer.version} sedang disusun; terbitkan atau buang itu dahulu."
        raise BatchError(message)
    return unit


def new_unit_form(batch: ImportBatch) -> ModelForm[Any]:
    """Return the valid form of the unit that ``batch`` makes."""
    form_class = target_of(batch.kind).new_form
    if form_class is None:
        raise BatchError("Tabel jenis ini hanya dapat memperbaiki terbitan yang sudah ada.")
    form = form_class(batch.unit_values)
    if not form.is_valid():
        problems = " ".join(str(error) for errors in form.errors.values() for error in errors)
        message = f"Isian terbitan baru tidak berlaku lagi: {problems}"
        raise BatchError(message)
    return form
