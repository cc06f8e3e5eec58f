"""Men to the left and women to the right of one axis, a row for each region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpuntt.formatting import format_integer
from kpuntt.language import gettext as _
from kpuntt.language import gettext_noop

WIDTH = 640
#: The axis stands here; names are to the left of all bars, figures at the ends of the bars.
AXIS = 410
LONGEST = 130
ROW = 24
TOP = 26
MISSING = gettext_noop("tidak disebut")


@dataclass(frozen=True, slots=True)
class Pair:
    """The voters of a region by sex; ``None`` stands for what the source does not give."""

    code: str
    name: str
    male: int | None
    female: int | None


@dataclass(frozen=True, slots=True)
class PyramidRow:
    """A region with the length of its bars (``None``: no bar) and the line of its text."""

    pair: Pair
    y: int
    male: int | None
    female: int | None

    @property
    def male_end(self) -> int:
        """Where the left bar ends."""
        return AXIS - (self.male or 0)

    @property
    def female_end(self) -> int:
        """Where the right bar ends."""
        return AXIS + (self.female or 0)

    @property
    def top(self) -> int:
        """Upper edge of both bars, which are 14 units high."""
        return self.y - 11

    @property
    def male_text(self) -> str:
        """The figure beside the left bar."""
        return _(MISSING) if self.pair.male is None else format_integer(self.pair.male)

    @property
    def female_text(self) -> str:
        """The figure beside the right bar."""
        return _(MISSING) if self.pair.female is None else format_integer(self.pair.female)


@dataclass(frozen=True, slots=True)
class Pyramid:
    """A finished chart; all its bars share one scale that starts at zero."""

    rows: tuple[PyramidRow, ...]
    height: int
    title: str
    width: int = WIDTH
    axis: int = AXIS


def pyramid(pairs: Sequence[Pair]) -> Pyramid | None:
    """Return the bars of ``pairs`` in their order, or ``None`` if no figure is known."""
    known = [value for pair in pairs for value in (pair.male, pair.female) if value is not None]
    if not known:
        return None
    largest = max(known)

    def length(value: int | None) -> int | None:
        if value is None:
            return None
        return round(LONGEST * value / largest) if largest else 0

    rows = tuple(
        PyramidRow(pair, TOP + ROW * number + 17, length(pair.male), length(pair.female))
        for number, pair in enumerate(pairs)
    )
    return Pyramid(rows, TOP + ROW * len(rows) + 6, pyramid_title(pairs))


def pyramid_title(pairs: Sequence[Pair]) -> str:
    """Return what the pyramid shows, in one sentence made from its figures."""
    both = [(p.male, p.female) for p in pairs if p.male is not None and p.female is not None]
    if not both:
        return _("Tidak ada wilayah yang laki-laki dan perempuannya disebut bersama")
    women = sum(female > male for male, female in both)
    men = sum(male > female for male, female in both)
    if women == len(both):
        return _("Pemilih perempuan lebih banyak di semua %(n)d kabupaten/kota") % {"n": women}
    if men == len(both):
        return _("Pemilih laki-laki lebih banyak di semua %(n)d kabupaten/kota") % {"n": men}
    parts = [
        words % {"n": count}
        for count, words in (
            (women, _("perempuan lebih banyak di %(n)d")),
            (men, _("laki-laki lebih banyak di %(n)d")),
            (len(both) - women - men, _("keduanya sama banyak di %(n)d")),
        )
        if count
    ]
    return _("Pemilih %(parts)s dari %(n)d kabupaten/kota") % {
        "parts": ", ".join(parts),
        "n": len(both),
    }
