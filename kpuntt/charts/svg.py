"""A drawing as an SVG file that stands alone: on white paper, without styles or scripts."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from kpuntt.charts.drawing import Area, Disc, Line, Part, Sheet, Spot, Tone, Words, laid_out

FONTS = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"
_NEVER = "\ufffe\uffff"


def svg(sheet: Sheet) -> str:
    """Return the file; its title and description are the text alternative of the picture."""
    drawing = laid_out(sheet)
    size = f'width="{drawing.width}" height="{drawing.height}"'
    view = f'viewBox="0 0 {drawing.width} {drawing.height}" {size}'
    names = f'role="img" aria-labelledby="judul uraian" font-family={quoteattr(FONTS)}'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {view} {names}>',
            f'<title id="judul">{_text(sheet.title)}</title>',
            f'<desc id="uraian">{_text(" ".join(sheet.notes))}</desc>',
            f'<rect {size} fill="{Tone.PAPER}"/>',
            *map(_element, drawing.parts),
            "</svg>\n",
        ]
    )


def _element(part: Part) -> str:
    if isinstance(part, Line):
        return (
            f'<polyline points="{_points(part.spots)}" fill="none" stroke="{part.tone}" '
            f'stroke-width="{part.width:g}"/>'
        )
    if isinstance(part, Area):
        return f'<polygon points="{_points(part.spots)}" fill="{part.tone}"/>'
    if isinstance(part, Disc):
        fill, stroke = (Tone.PAPER, part.tone) if part.hollow else (part.tone, Tone.PAPER)
        return (
            f'<circle cx="{part.x:g}" cy="{part.y:g}" r="{part.radius:g}" fill="{fill}" '
            f'stroke="{stroke}" stroke-width="{2 if part.hollow else 1}"/>'
        )
    return _words(part)


def _words(part: Words) -> str:
    anchor = "" if part.anchor == "start" else f' text-anchor="{part.anchor}"'
    return (
        f'<text x="{part.x:g}" y="{part.y:g}" font-size="{part.size}" '
        f'fill="{part.tone}"{anchor}>{_text(part.text)}</text>'
    )


def _points(spots: Iterable[Spot]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in spots)


def _text(text: str) -> str:
    # Control characters and two code points are no part of XML; escaping does not remove them.
    return escape("".join(letter for letter in text if letter >= " " and letter not in _NEVER))
