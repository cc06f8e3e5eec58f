"""The unit of publication: what is drafted, verified, published, corrected and withdrawn as one.

Lines never have a status of their own; the roll, report, snapshot or post that they belong to has.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from kpuntt.language import gettext_noop as _


class PublicationState(models.TextChoices):
    """Where a unit stands between a desk and the public."""

    DRAFT = "draft", _("Konsep")
    SUBMITTED = "submitted", _("Diajukan")
    VERIFIED = "verified", _("Diperiksa")
    PUBLISHED = "published", _("Terbit")
    SUPERSEDED = "superseded", _("Digantikan")
    WITHDRAWN = "withdrawn", _("Ditarik")


_ONCE_PUBLISHED = (
    PublicationState.PUBLISHED,
    PublicationState.SUPERSEDED,
    PublicationState.WITHDRAWN,
)


Unit_co = TypeVar("Unit_co", bound="PublicationUnit", covariant=True)


class PublicationQuerySet(models.QuerySet[Unit_co]):
    """Reads that name their audience."""

    def published(self) -> Self:
        """Return what the public sees: the current version of each unit."""
        return self.filter(state=PublicationState.PUBLISHED)

    def withdrawn(self) -> Self:
        """Return units whose figures were taken away; only the reason may still be shown."""
        return self.filter(state=PublicationState.WITHDRAWN)

    def readable(self) -> Self:
        """Return what stays readable at its own address: current and superseded versions.

        Where the current version was withdrawn, its former versions are not readable either.
        """
        current = self.model._default_manager.filter(
            slug=OuterRef("slug"), state=PublicationState.PUBLISHED
        )
        states = [PublicationState.PUBLISHED, PublicationState.SUPERSEDED]
        return self.filter(Exists(current), state__in=states)

    def current_at(self, moment: datetime) -> Self:
        """Return the versions that the public saw at ``moment``, of units not withdrawn since."""
        later = self.model._default_manager.filter(
            slug=OuterRef("slug"), version__gt=OuterRef("version"), published_at__lte=moment
        )
        return self.readable().filter(~Exists(later), published_at__lte=moment)


class PublicationUnit(models.Model):
    """Base of everything that is published: versions of one ``slug``, at most one of them current.

    ``edits`` counts the saves of a draft, its lines included (see ``publishing.drafts``).
    Subclasses set ``area`` (whose generation a publication bumps) and implement ``copy_lines_to``.
    A verified unit may have a time (``publish_at``) at which a timer publishes it; until that has
    happened it is as invisible as any other draft.
    """

    area: ClassVar[str]

    slug = models.SlugField("alamat", max_length=80)
    version = models.PositiveSmallIntegerField("versi", default=1)
    state = models.CharField(
        "keadaan",
        max_length=20,
        choices=PublicationState.choices,
        default=PublicationState.DRAFT,
        editable=False,
    )
    public_note = models.TextField(
        "catatan untuk publik", blank=True, help_text="Wajib pada versi perbaikan."
    )
    withdrawal_note = models.TextField("alasan penarikan", blank=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="disusun oleh",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="diperiksa oleh",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    single_person = models.BooleanField(
        "disusun dan diperiksa orang yang sama", default=False, editable=False
    )
    edits = models.PositiveIntegerField("suntingan ke", default=0, editable=False)
    published_at = models.DateTimeField("terbit pada", null=True, blank=True, editable=False)
    publish_at = models.DateTimeField(
        "dijadwalkan terbit pada", null=True, blank=True, editable=False
    )
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="dijadwalkan oleh",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "verify", "publish")
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "version"], name="%(app_label)s_%(class)s_version_once"
            ),
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(state=PublicationState.PUBLISHED),
                name="%(app_label)s_%(class)s_one_current",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_ONCE_PUBLISHED, published_at__isnull=False)
                | (~Q(state__in=_ONCE_PUBLISHED) & Q(published_at=None)),
                name="%(app_label)s_%(class)s_published_at",
            ),
            models.CheckConstraint(
                condition=Q(single_person=True)
                | Q(verified_by=None)
                | Q(made_by=None)
                | ~Q(verified_by=F("made_by")),
                name="%(app_label)s_%(class)s_verifier_not_maker",
            ),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(public_note=""),
                name="%(app_label)s_%(class)s_correction_has_note",
            ),
            models.CheckConstraint(
                condition=~Q(state=PublicationState.WITHDRAWN) | ~Q(withdrawal_note=""),
                name="%(app_label)s_%(class)s_withdrawal_has_note",
            ),
            models.CheckConstraint(
                condition=Q(publish_at=None, scheduled_by=None)
                | Q(
                    state=PublicationState.VERIFIED,
                    publish_at__isnull=False,
                    scheduled_by__isnull=False,
                ),
                name="%(app_label)s_%(class)s_scheduled_is_verified",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the permanent address of the current version."""
        raise NotImplementedError

    def copy_lines_to(self, successor: Self) -> None:
        """Copy every line of this unit to ``successor``, a new draft version of it."""
        raise NotImplementedError
