"""A chart that stands alone: safe SVG, the same picture as PNG, on a machine without fonts."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from kpuntt.charts.coast import COAST_NEIGHBOUR, COAST_NTT, VIEWBOX_HEIGHT, VIEWBOX_WIDTH
from kpuntt.charts.drawing import (
    MARGIN,
    Area,
    Disc,
    Drawing,
    Line,
    Sheet,
    Tone,
    Words,
    bar,
    laid_out,
    outlines,
)
from kpuntt.charts.png import MAX_HEIGHT, SCALE, png, writable
from kpuntt.charts.sheets import bars_drawing
from kpuntt.charts.svg import svg

SPACE = "{http://www.w3.org/2000/svg}"
SHEET = Sheet(
    "Pemilih bertambah di 3 dari 22 kabupaten/kota",
    Drawing(
        640,
        60,
        (
            Line(((0, 30), (640, 30))),
            bar(0, 0, 100, 20, Tone.ACCENT),
            Disc(300, 30, 10, hollow=True),
            Words(400, 30, "Kota Kupang: −1.234", anchor="middle"),
        ),
    ),
    ("DPT Pilkada 2024.", "Sumber: Laporan Kinerja 2024."),
)


def _picture(sheet: Sheet) -> Image.Image:
    return Image.open(io.BytesIO(png(sheet))).convert("RGB")


def _words(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SPACE}text")]


def test_the_svg_says_in_words_what_it_shows_and_where_it_comes_from() -> None:
    root = ET.fromstring(svg(SHEET))  # noqa: S314 - made here
    assert root.get("role") == "img"
    names = (root.get("aria-labelledby") or "").split()
    by_id = {element.get("id"): element.text for element in root.iter() if element.get("id")}
    assert [by_id[name] for name in names] == [SHEET.title, " ".join(SHEET.notes)]
    assert {SHEET.title, *SHEET.notes, "Kota Kupang: −1.234"} <= set(_words(root))


@given(st.text(max_size=60))
def test_any_text_is_text_in_the_svg_and_a_picture_in_the_png(text: str) -> None:
    sheet = Sheet(text, Drawing(640, 20, (Words(0, 15, text),)), (text,))
    root = ET.fromstring(svg(sheet))  # noqa: S314 - made here
    assert {element.tag for element in root.iter()} <= {
        SPACE + name for name in ("svg", "title", "desc", "rect", "text")
    }
    assert all(" " <= letter <= "~" or letter in "·‘’“”" for letter in writable(text))


def test_the_svg_needs_nothing_that_a_strict_policy_refuses() -> None:
    source = svg(SHEET)
    for word in ("<style", "<script", "style=", "href", "url("):
        assert word not in source


def test_the_png_shows_the_same_parts_at_the_same_places() -> None:
    image = _picture(SHEET)
    whole = laid_out(SHEET)
    assert image.size == (whole.width * SCALE, whole.height * SCALE)
    (accent,) = (part for part in whole.parts if isinstance(part, Area))
    x, y = accent.spots[0]
    inside = image.getpixel((round((x + 50) * SCALE), round((y + 10) * SCALE)))
    outside = image.getpixel((round((x + 120) * SCALE), round((y + 10) * SCALE)))
    assert inside == (0x8F, 0x14, 0x14)
    assert outside == (255, 255, 255)


def test_the_png_is_the_same_every_time_and_light() -> None:
    first = png(SHEET)
    assert png(SHEET) == first
    assert len(first) < 60_000


def test_the_typeface_has_every_letter_that_is_written() -> None:
    font = ImageFont.load_default(40)
    assert isinstance(font, ImageFont.FreeTypeFont)
    box = bytes(font.getmask("\uffff"))
    letters = {*map(chr, range(33, 127)), *writable("−–—×…·é“”‘’•→")}
    assert {letter for letter in letters if bytes(font.getmask(letter)) == box} == set()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("−5.502", "-5.502"),
        ("99,61\u00a0%", "99,61 %"),
        ("2024–2025", "2024-2025"),
        ("José…", "Jose..."),
        ("漢", "?"),
    ],
)
def test_signs_that_the_typeface_lacks_are_written_with_those_it_has(
    text: str, written: str
) -> None:
    assert writable(text) == written


def test_a_sheet_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="units high"):
        png(Sheet("x", Drawing(640, MAX_HEIGHT, ())))


def test_long_titles_and_notes_are_broken_between_words_and_stay_on_the_paper() -> None:
    sheet = Sheet("kata " * 40, Drawing(640, 10, ()), ("sumber " * 60,))
    canvas = ImageDraw.Draw(Image.new("RGB", (1, 1)))
    drawing = laid_out(sheet)
    for part in drawing.parts:
        assert isinstance(part, Words)
        font = ImageFont.load_default(part.size)
        assert part.x + canvas.textlength(part.text, font) <= drawing.width - MARGIN / 2
        assert part.y < drawing.height


def test_the_outline_of_the_islands_can_be_drawn_corner_by_corner() -> None:
    found = outlines(COAST_NTT)
    assert len(found) == COAST_NTT.count("z") == COAST_NTT.count("M")
    for outline in found:
        assert len(outline) > 3
        assert all(0 <= x <= VIEWBOX_WIDTH and 0 <= y <= VIEWBOX_HEIGHT for x, y in outline)
    assert len(outlines(COAST_NEIGHBOUR)) == 2


def test_bars_start_at_zero_and_say_in_words_what_is_missing() -> None:
    parts = bars_drawing([("A", 200), ("B", 100), ("C", None)]).parts
    widths = [part.spots[1][0] - part.spots[0][0] for part in parts if isinstance(part, Area)]
    assert widths == [280, 140]
    assert [part.text for part in parts if isinstance(part, Words)][-1] == "tidak disebut"
