"""Taking a report in, and the steps of staff until it is answered."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from kpuntt.activity.models import Action
from kpuntt.activity.services import activity_add
from kpuntt.caching.services import generation_lock, page_bump
from kpuntt.identity_numbers import text_holds_identity_number
from kpuntt.language import gettext as _
from kpuntt.language import gettext_noop
from kpuntt.reports.limits import count_sender, refuse_flood
from kpuntt.reports.models import CLOSED, FigureReport, ReportState
from kpuntt.reports.pages import figure_area, is_shown
from kpuntt.reports.rules import (
    MAX_ANSWER,
    MAX_MESSAGE,
    MAX_PLACE,
    MIN_ANSWER,
    MIN_MESSAGE,
    report_number,
    year_prefix,
)

AREA = "reports"
IDENTITY_NUMBER = gettext_noop(
    "Isian ini memuat deretan 16 angka seperti NIK atau nomor KK, sehingga tidak diterima dan "
    "tidak disimpan. Hapus deretan itu; bila itu angka lain, pisahkan dengan koma."
)


class ReportError(Exception):
    """A report or step that cannot be taken; the message says why, to staff in Indonesian."""


class FormUsedError(ReportError):
    """The form has already made another report."""


@transaction.atomic
def report_add(
    *, path: str, place: str, message: str, email: str, form: str, sender: str | None
) -> FigureReport:
    """Take a report in and give it the next number of its year; it shows at once.

    ``path`` is the Indonesian address of the page, which stands for both languages. ``form`` is the
    digest of the form, which counts once: the same words sent again lead to the report they have
    already made. ``sender`` is the address it came from, which is not kept.
    Raises ``ReportError`` for what cannot be taken and ``TooManyReportsError`` for too much.
    """
    area = figure_area(path)
    if not area:
        raise ReportError("Halaman itu tidak memuat angka yang dapat dilaporkan.")
    if len(place) > MAX_PLACE or not MIN_MESSAGE <= len(message) <= MAX_MESSAGE:
        raise ReportError("Isian terlalu pendek atau terlalu panjang.")
    _refuse_identity_numbers(place, message, email)
    generation_lock(area=AREA)
    earlier = FigureReport.objects.filter(form=form).first()
    if earlier is not None:
        if earlier.message == message:
            return earlier
        raise FormUsedError(
            _(
                "Formulir ini sudah dipakai untuk laporan %(number)s. Kirim sekali lagi bila yang "
                "ini laporan lain."
            )
            % {"number": earlier.number}
        )
    now = timezone.now()
    refuse_flood(now)
    count_sender(sender)
    year = timezone.localtime(now).year
    taken = FigureReport.objects.filter(number__startswith=year_prefix(year)).count()
    report = FigureReport.objects.create(
        number=report_number(year, taken + 1),
        area=area,
        path=path,
        place=place,
        message=message,
        email=email,
        created_at=now,
        form=form,
    )
    _done(report, Action.RECEIVE, actor=None, note=path)
    return report


@transaction.atomic
def report_check(*, report: FigureReport, place: str, actor: AbstractBaseUser) -> FigureReport:
    """Say that somebody checks the figure; ``place``, edited by them, is public from now on."""
    _refuse_identity_numbers(place)
    report = _locked(report, ReportState.RECEIVED)
    report.state, report.place = ReportState.CHECKING, place.strip()
    report.save(update_fields=["state", "place"])
    _done(report, Action.CHECK_REPORT, actor=actor, note=report.place)
    return report


@transaction.atomic
def report_explain(*, report: FigureReport, answer: str, actor: AbstractBaseUser) -> FigureReport:
    """Close a report whose figure stays as it is; the answer says why, for everybody."""
    return _close(report, ReportState.EXPLAINED, answer, "", actor)


@transaction.atomic
def report_correct(
    *, report: FigureReport, answer: str, correction: str, actor: AbstractBaseUser
) -> FigureReport:
    """Close a report whose figure was corrected; ``correction`` is the page that shows it right."""
    if not is_shown(correction):
        raise ReportError(
            "Alamat versi perbaikan harus halaman portal ini yang memuat angka dan sudah terbit, "
            "misalnya /pemilih/dpt-pilkada-2024/."
        )
    return _close(report, ReportState.CORRECTED, answer, correction, actor)


@transaction.atomic
def contact_remove(*, report: FigureReport, actor: AbstractBaseUser) -> FigureReport:
    """Delete the reporter's e-mail address before the report is closed."""
    report = _locked(report, ReportState.RECEIVED, ReportState.CHECKING)
    report.email = ""
    report.save(update_fields=["email"])
    _log(report, Action.FORGET_CONTACT, actor, "")
    return report


def _close(
    report: FigureReport, state: ReportState, answer: str, correction: str, actor: AbstractBaseUser
) -> FigureReport:
    words = answer.strip()
    if not MIN_ANSWER <= len(words) <= MAX_ANSWER:
        raise ReportError(
            f"Tulis jawaban untuk semua pembaca, {MIN_ANSWER} sampai {MAX_ANSWER} huruf."
        )
    _refuse_identity_numbers(words)
    report = _locked(report, ReportState.CHECKING)
    report.state, report.answer, report.correction = state, words, correction
    report.answered_at, report.email = timezone.now(), ""
    report.save(update_fields=["state", "answer", "correction", "answered_at", "email"])
    _done(report, Action.ANSWER_REPORT, actor=actor, note=f"{state.label}: {words}")
    return report


def _refuse_identity_numbers(*texts: str) -> None:
    if any(text_holds_identity_number(text) for text in texts):
        raise ReportError(_(IDENTITY_NUMBER))


def _locked(report: FigureReport, *states: ReportState) -> FigureReport:
    """Return the report as it is now, locked; refuse a step that does not follow its state."""
    generation_lock(area=AREA)
    report = FigureReport.objects.select_for_update().get(pk=report.pk)
    if report.state in states:
        return report
    if report.state in CLOSED:
        raise ReportError(f"Laporan {report.number} sudah dijawab; jawabannya tidak berubah lagi.")
    raise ReportError(
        f"Laporan {report.number} sekarang “{report.get_state_display()}”, mungkin baru saja "
        "diubah orang lain. Muat ulang halaman."
    )


def _done(
    report: FigureReport, action: Action, *, actor: AbstractBaseUser | None, note: str
) -> None:
    """Renew the pages that show the report, and write the step into the log."""
    for path in (report.path, report.get_absolute_url(), reverse("about")):
        page_bump(path=path)
    _log(report, action, actor, note)


def _log(report: FigureReport, action: Action, actor: AbstractBaseUser | None, note: str) -> None:
    activity_add(
        action=action,
        actor=actor,
        area=report.area,
        model=report._meta.label_lower,
        slug=report.number,
        note=note,
    )
