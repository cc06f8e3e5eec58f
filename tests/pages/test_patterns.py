"""The pattern page shows every component in every state, to the staff alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.test import Client

from kpuntt.reports.models import ReportState
from kpuntt.views.patterns import SHEET, STATES
from tests.pages.html import Page

pytestmark = pytest.mark.django_db

TEMPLATES = settings.BASE_DIR / "templates"
PARTIALS = sorted(
    path.relative_to(TEMPLATES).as_posix()
    for folder in ("components", "charts")
    for path in (TEMPLATES / folder).glob("*.html")
)
TOKEN = re.compile(r"--([a-z]+): #")
DARK = re.compile(r"prefers-color-scheme: dark\) \{\s*:root \{([^}]*)\}")
COLOUR = re.compile(r"--([a-z]+): (#[0-9a-f]+)")


@pytest.fixture
def page(staff_client: Callable[..., Client]) -> Page:
    return Page(staff_client("perancang"), "/pola/")


def test_strangers_are_led_to_the_sign_in(reader: Client) -> None:
    response = reader.get("/pola/")
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/admin/login/")


def test_search_engines_are_kept_out(reader: Client, page: Page) -> None:
    assert "Disallow: /pola/" in reader.get("/robots.txt").content.decode()
    assert '<meta name="robots" content="noindex">' in page.source
    assert "no-store" in page.response.headers["Cache-Control"]


def test_every_partial_is_shown_with_what_it_says_of_its_context(page: Page) -> None:
    assert sorted(STATES) == PARTIALS
    for partial in PARTIALS:
        about = page.source.partition(f"<code>{partial}</code>")[2].partition("</p>")[0]
        assert "Context:" in about, partial


def test_every_state_is_shown(page: Page) -> None:
    for states in STATES.values():
        for state, _context in states:
            assert str(state).lower() in page.text.lower()
    for report_state in ReportState:
        assert str(report_state.label) in page.text


def test_every_colour_of_the_style_sheet_is_shown(page: Page) -> None:
    tokens = set(TOKEN.findall(SHEET.read_text()))
    assert len(tokens) > 8
    for token in tokens:
        assert f'fill="var(--{token})"' in page.source


def test_no_id_stands_twice_and_every_script_once(page: Page) -> None:
    for found in (
        re.findall(r'\sid="([^"]+)"', page.source),
        re.findall(r"<script.*?>", page.source),
    ):
        assert [item for item, times in Counter(found).items() if times > 1] == []


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "tint"])
@pytest.mark.parametrize("text", ["ink", "quiet", "accent", "good"])
def test_every_colour_of_text_has_aa_contrast_on_every_ground(
    scheme: str, ground: str, text: str
) -> None:
    sheet = SHEET.read_text()
    dark = DARK.search(sheet)
    assert dark is not None
    source = dark[1] if scheme == "dark" else sheet.partition("@media")[0]
    colours = dict(COLOUR.findall(source))
    assert _contrast(colours[text], colours[ground]) >= 4.5


def test_nothing_on_the_pages_moves() -> None:
    sheet = SHEET.read_text()
    for word in ("transition", "animation", "@keyframes", "scroll-behavior"):
        assert word not in sheet


def test_paper_is_white_and_shows_where_a_source_is() -> None:
    printed = SHEET.read_text().partition("@media print")[2]
    assert dict(COLOUR.findall(printed)) == dict(
        COLOUR.findall(SHEET.read_text().partition("@media")[0])
    )
    assert 'content: " (" attr(href) ")"' in printed


def test_every_partial_can_be_loaded_by_itself() -> None:
    for partial in PARTIALS:
        assert get_template(partial)
