"""The steps of an import after its submission, as buttons at the desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kpuntt.imports.access import Somebody, may
from kpuntt.imports.forms import ConfirmForm, ReasonForm
from kpuntt.imports.models import BatchState, ImportBatch
from kpuntt.imports.services import batch_discard, batch_publish, batch_return, batch_verify


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its button, what follows, its states, and the right over the target it needs."""

    name: str
    label: str | Promise
    consequence: str | Promise
    states: Sequence[BatchState]
    permission: str
    run: Callable[..., ImportBatch]
    form: type[forms.Form] = ConfirmForm


STEPS = (
    Step(
        "periksa",
        _("Nyatakan sesuai sumber"),
        _("Isinya Anda nyatakan sesuai dengan dokumen sumbernya dan siap terbit."),
        [BatchState.SUBMITTED],
        "verify",
        batch_verify,
    ),
    Step(
        "terbitkan",
        _("Terbitkan"),
        _("Semua baris terbit sekaligus dan langsung dapat dibaca semua orang."),
        [BatchState.VERIFIED],
        "publish",
        batch_publish,
    ),
    Step(
        "kembalikan",
        _("Kembalikan ke pengunggah"),
        _("Kembali menjadi pratinjau; alasannya dibaca pengunggah."),
        [BatchState.SUBMITTED, BatchState.VERIFIED],
        "verify",
        batch_return,
        ReasonForm,
    ),
    Step(
        "buang",
        _("Buang"),
        _("Impor ini tidak dapat dilanjutkan lagi dan isi berkasnya dihapus."),
        [BatchState.PREVIEW],
        "change",
        batch_discard,
        ReasonForm,
    ),
)


def open_steps(user: Somebody, batch: ImportBatch) -> list[Step]:
    """Return the steps that ``user`` may take with ``batch`` now."""
    return [
        step for step in STEPS if batch.state in step.states and may(user, step.permission, batch)
    ]
