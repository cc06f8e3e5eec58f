"""What an area tells the search about one of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import models

from kpuntt.language import gettext_noop as _


class SearchKind(models.TextChoices):
    """Kinds of results, in the order in which equally good ones are listed."""

    REGION = "wilayah", _("Wilayah")
    ROLL = "daftar-pemilih", _("Daftar pemilih")
    ELECTION = "pemilihan", _("Pemilihan")
    PERFORMANCE = "kinerja", _("Kinerja")
    BUDGET = "anggaran", _("Anggaran")
    NEWS = "berita", _("Berita")
    DATASET = "dataset", _("Dataset")
    TERM = "istilah", _("Istilah")


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A page that can be found; ``key`` is unique in its area.

    ``summary`` is one sentence for the list of results. ``text`` holds what else may be searched
    for. ``depth`` is above zero for a thing that is only mentioned on its page, such as a district
    on that of its regency: it comes after things with a page of their own.
    """

    key: str
    kind: SearchKind
    title: str
    summary: str
    address: str
    text: str = ""
    date: date | None = None
    depth: int = 0
