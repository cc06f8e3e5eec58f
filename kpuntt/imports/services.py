"""Moving an import from an upload to the public.

Every step is one transaction. A file is read before it begins, since reading depends on the bytes
alone; parsing, comparing and writing happen inside.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from kpuntt.activity.models import Action
from kpuntt.activity.services import activity_add
from kpuntt.imports.book import FileRefusedError
from kpuntt.imports.comparing import Comparison
from kpuntt.imports.files import BatchError, batch_preview, book_of
from kpuntt.imports.limits import MAX_FILE_BYTES
from kpuntt.imports.models import LIVE, BatchState, ImportBatch
from kpuntt.imports.targets import target_of
from kpuntt.imports.words import SHORTEST_REASON, explains, typed_text
from kpuntt.imports.writing import unit_write
from kpuntt.publishing.models import PublicationState
from kpuntt.publishing.services import publication_accept, publication_publish

_LONGEST_REASON = 500
_CHANGED = (
    "Isi impor ini tidak sama lagi dengan yang diajukan: versi terbit atau data rujukan berubah "
    "sementara itu. Kembalikan kepada pengunggah agar dibandingkan ulang."
)


def batch_upload(
    *,
    actor: AbstractBaseUser,
    kind: str,
    content: bytes,
    file_name: str,
    target_slug: str,
    is_new: bool = False,
    **about: Any,
) -> tuple[ImportBatch, bool]:
    """Store a file that can be read and return its batch; ``False`` if it was there already.

    ``about`` are further fields: ``unit_values`` or ``public_note``, ``document`` or
    ``document_values``, ``region``, ``sheet``. A file that is refused as a whole raises
    ``FileRefusedError`` and leaves nothing behind.
    """
    if len(content) > MAX_FILE_BYTES:
        raise FileRefusedError("Berkas lebih besar dari 10 MB. Bagi menjadi beberapa berkas.")
    batch = ImportBatch(
        kind=kind,
        file_name=file_name,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        target_model=target_of(kind).model._meta.label_lower,
        target_slug=target_slug,
        is_new=is_new,
        made_by_id=actor.pk,
        **_typed(about),
    )
    twin = _twin(batch)
    if twin is not None:
        return twin, False
    book = book_of(content, file_name)
    with transaction.atomic():
        # On SQLite writers stand in a queue: those behind the first must not compare for nothing.
        twin = _twin(batch)
        if twin is not None:
            return twin, False
        comparison = batch_preview(batch=batch, book=book)
        values = {
            field.attname: getattr(batch, field.attname)
            for field in ImportBatch._meta.concrete_fields
            if not field.primary_key and field.attname not in {"created_at", *_IDENTITY}
        }
        # Of many that upload the same at once, one inserts; the constraint stops the others.
        batch, made = ImportBatch.objects.get_or_create(
            **{name: getattr(batch, name) for name in _IDENTITY},
            state__in=LIVE,
            defaults={**values, **comparison.counts()},
        )
        if made:
            _log(batch, Action.IMPORT, actor, f"{batch.file_name}, SHA-256 {batch.sha256}")
    return batch, made


#: A workbook may hold a sheet for each region: each is a batch of its own.
_IDENTITY = ("kind", "target_model", "target_slug", "sha256", "sheet", "region_id")
#: What an uploader says about a file beside it.
_ABOUT = ("public_note", "document", "document_values", "unit_values")


def batch_says(*, batch: ImportBatch, about: Mapping[str, Any]) -> bool:
    """Tell whether ``batch`` has the note, source and unit of ``about`` (see ``batch_upload``)."""
    said = _typed(about)
    return all(getattr(batch, name) == said[name] for name in _ABOUT if name in said)


def _typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``values`` with every text in them, however deep, as it may be stored."""
    typed: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, str):
            typed[name] = typed_text(value)
        else:
            typed[name] = _typed(value) if isinstance(value, Mapping) else value
    return typed


def _twin(batch: ImportBatch) -> ImportBatch | None:
    """Return the batch of the same table for the same unit that is alive, or published and current.

    A file whose publication was followed by another one may be uploaded anew.
    """
    same = ImportBatch.objects.filter(**{name: getattr(batch, name) for name in _IDENTITY})
    live = same.filter(state__in=LIVE).first()
    if live is not None:
        return live
    current = batch.model._default_manager.filter(
        slug=batch.target_slug, state=PublicationState.PUBLISHED
    )
    versions = current.values_list("version", flat=True)
    return same.filter(state=BatchState.PUBLISHED, published_version__in=list(versions)).first()


def batch_submit(
    *, batch: ImportBatch, actor: AbstractBaseUser, reasons: Mapping[str, str]
) -> ImportBatch:
    """Hand an import without errors to a verifier, with a reason for each caution by its key."""
    book = book_of(bytes(batch.content), batch.file_name)
    with transaction.atomic():
        batch = _locked(batch, BatchState.PREVIEW)
        if batch.made_by_id != actor.pk:
            raise BatchError("Hanya pengunggahnya yang dapat mengajukan impor ini.")
        comparison = batch_preview(batch=batch, book=book)
        if comparison.errors:
            raise BatchError("Masih ada baris yang ditolak. Perbaiki berkasnya, lalu unggah lagi.")
        batch.reasons = _answers(comparison, reasons)
        batch.fingerprint = comparison.fingerprint
        batch.return_note = ""
        batch.submitted_at = timezone.now()
        for name, value in comparison.counts().items():
            setattr(batch, name, value)
        return _move(batch, BatchState.SUBMITTED, Action.SUBMIT, actor)


def _answers(comparison: Comparison, reasons: Mapping[str, str]) -> dict[str, dict[str, str]]:
    answers = {}
    for caution in comparison.cautions:
        reason = typed_text(reasons.get(caution.key, ""), _LONGEST_REASON)
        if not explains(reason):
            message = (
                f"Tulis alasan, paling sedikit {SHORTEST_REASON} huruf, untuk peringatan: "
                f"{caution.text}"
            )
            raise BatchError(message)
        answers[caution.key] = {"text": caution.text, "reason": reason}
    return answers


def batch_verify(*, batch: ImportBatch, actor: AbstractBaseUser) -> ImportBatch:
    """Confirm that a submitted import agrees with its source. The verifier is not the maker."""
    book = book_of(bytes(batch.content), batch.file_name)
    with transaction.atomic():
        batch = _locked(batch, BatchState.SUBMITTED)
        alone = batch.made_by_id == actor.pk
        if alone and not settings.SINGLE_PERSON_OFFICE:
            raise BatchError("Pemeriksa tidak boleh sama dengan pengunggah.")
        if batch_preview(batch=batch, book=book).fingerprint != batch.fingerprint:
            raise BatchError(_CHANGED)
        batch.verified_by_id, batch.single_person = actor.pk, alone
        batch.verified_at = timezone.now()
        return _move(batch, BatchState.VERIFIED, Action.VERIFY, actor)


@transaction.atomic
def batch_return(*, batch: ImportBatch, actor: AbstractBaseUser, reason: str) -> ImportBatch:
    """Send a submitted or verified import back to its maker, with the reason."""
    reason = typed_text(reason)
    if not reason:
        raise BatchError("Tulis alasan pengembalian.")
    batch = _locked(batch, BatchState.SUBMITTED, BatchState.VERIFIED)
    batch.verified_by, batch.verified_at, batch.single_person = None, None, False
    batch.submitted_at, batch.fingerprint, batch.return_note = None, "", reason
    return _move(batch, BatchState.PREVIEW, Action.RETURN, actor, reason)


def batch_publish(*, batch: ImportBatch, actor: AbstractBaseUser) -> ImportBatch:
    """Make a verified import public: all of its rows, or none.

    Refuses if parsing and comparing anew does not give what was verified.
    """
    book = book_of(bytes(batch.content), batch.file_name)
    with transaction.atomic():
        batch = _locked(batch, BatchState.VERIFIED)
        comparison = batch_preview(batch=batch, book=book)
        if comparison.fingerprint != batch.fingerprint:
            raise BatchError(_CHANGED)
        unit = unit_write(batch=batch, comparison=comparison, actor=actor)
        unit = publication_accept(
            unit=unit,
            maker=batch.made_by,
            verifier=batch.verified_by,
            actor=actor,
            note=f"Impor {batch.pk}: {batch.file_name}, SHA-256 {batch.sha256}",
        )
        unit = publication_publish(unit=unit, actor=actor)
        batch.published_version, batch.closed_at = unit.version, timezone.now()
        return _move(batch, BatchState.PUBLISHED, Action.PUBLISH, actor)


@transaction.atomic
def batch_discard(*, batch: ImportBatch, actor: AbstractBaseUser, reason: str) -> ImportBatch:
    """Give an import up. Its bytes are forgotten; what it was and why it went stays."""
    reason = typed_text(reason)
    if not reason:
        raise BatchError("Tulis alasan membuang impor ini.")
    batch = _locked(batch, BatchState.PREVIEW)
    batch.content, batch.closed_at, batch.return_note = b"", timezone.now(), reason
    return _move(batch, BatchState.DISCARDED, Action.DISCARD, actor, reason)


def batch_taken(*, batch: ImportBatch, actor: AbstractBaseUser, what: str) -> None:
    """Note that figures that are not public left the portal as a file."""
    _log(batch, Action.EXPORT, actor, what)


def _locked(batch: ImportBatch, *states: BatchState) -> ImportBatch:
    """Re-read ``batch`` under a row lock and insist on its state: two clicks are one step."""
    fresh = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if fresh.state not in states:
        wanted = " atau ".join(f"“{state.label}”" for state in states)
        now = BatchState(fresh.state).label
        message = f"Langkah ini hanya untuk keadaan {wanted}; sekarang “{now}”."
        raise BatchError(message)
    return fresh


def _move(
    batch: ImportBatch,
    state: BatchState,
    action: Action,
    actor: AbstractBaseUser,
    note: str = "",
) -> ImportBatch:
    batch.state = state
    batch.save()
    _log(batch, action, actor, note)
    return batch


def _log(batch: ImportBatch, action: Action, actor: AbstractBaseUser, note: str) -> None:
    activity_add(
        action=action,
        actor=actor,
        area=batch.model.area,
        model=batch._meta.label_lower,
        slug=batch.target_slug,
        version=batch.published_version,
        note=f"Impor {batch.pk}. {note}".strip(),
    )
