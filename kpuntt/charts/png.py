"""A drawing as a PNG file, for messengers and documents that cannot show SVG.

Drawn by Pillow with the typeface inside it (Aileron, public domain), so that a machine without any
fonts makes the same picture. That typeface has the letters of Indonesian and little more: signs it
lacks are written with those it has.
"""

from __future__ import annotations

import io
import unicodedata
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from kpuntt.charts.drawing import Area, Disc, Drawing, Line, Part, Sheet, Tone, Words, laid_out

#: Pixels of the file per unit of the drawing, and how much finer it is drawn before that.
SCALE = 2
FINER = 2
#: No sheet is higher than this; a longer one would be a fault, and a costly one.
MAX_HEIGHT = 2000
_COLOURS = 32
_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-", "×": "x", "\u00a0": " ", "→": ">"})
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


def png(sheet: Sheet) -> bytes:
    """Return the file. Raises ``ValueError`` for a sheet that is higher than ``MAX_HEIGHT``."""
    drawing = laid_out(sheet)
    if drawing.height > MAX_HEIGHT:
        raise ValueError(f"The sheet is {drawing.height} units high.")
    fine = SCALE * FINER
    image = Image.new("RGB", (drawing.width * fine, drawing.height * fine), Tone.PAPER)
    _draw(ImageDraw.Draw(image), drawing, fine)
    image = image.resize((drawing.width * SCALE, drawing.height * SCALE), Image.Resampling.BOX)
    file = io.BytesIO()
    image.quantize(_COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _draw(canvas: ImageDraw.ImageDraw, drawing: Drawing, fine: int) -> None:
    for part in drawing.parts:
        _part(canvas, part, fine)


def _part(canvas: ImageDraw.ImageDraw, part: Part, fine: int) -> None:
    if isinstance(part, Line):
        spots = [(x * fine, y * fine) for x, y in part.spots]
        canvas.line(spots, fill=part.tone, width=round(part.width * fine), joint="curve")
    elif isinstance(part, Area):
        canvas.polygon([(x * fine, y * fine) for x, y in part.spots], fill=part.tone)
    elif isinstance(part, Disc):
        fill, outline = (Tone.PAPER, part.tone) if part.hollow else (part.tone, Tone.PAPER)
        canvas.circle(
            (part.x * fine, part.y * fine),
            part.radius * fine,
            fill=fill,
            outline=outline,
            width=(2 if part.hollow else 1) * fine,
        )
    else:
        _words(canvas, part, fine)


def _words(canvas: ImageDraw.ImageDraw, part: Words, fine: int) -> None:
    canvas.text(
        (part.x * fine, part.y * fine),
        writable(part.text),
        fill=part.tone,
        font=_font(part.size * fine),
        anchor=_ANCHORS[part.anchor],
    )


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    # Without FreeType, Pillow has only a bitmap of one size; its wheels are built with FreeType.
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TypeError("Pillow was built without FreeType.")
    return font


def writable(text: str) -> str:
    """Return ``text`` with the signs that the typeface has; a letter it lacks loses its accent."""
    plain = unicodedata.normalize("NFKD", text.translate(_SIGNS))
    return "".join(
        letter if letter in "·‘’“”…" or " " <= letter <= "~" else "?"
        for letter in plain
        if not unicodedata.combining(letter)
    ).replace("…", "...")
