"""The offline copy in a real Chromium, straight from the disk."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints

pytestmark = pytest.mark.browser


#: Writes a copy of these pages alone, with their style sheet and scripts: the whole copy, which
#: ``tests/pages/test_offline.py`` holds, takes longer than everything that is done here.
A_PART = r"""
import re, sys, django
django.setup()
from django.core.management import call_command
from kpuntt.offline import services
from kpuntt.offline.addresses import Kind, kind_of
kept = re.compile(r"/(en/)?(wilayah/(53\.07/)?)?|/static/.*")
services.kind_of = lambda link: kind_of(link) if kept.fullmatch(link) else Kind.ONLINE
call_command("build_offline", output=services.Path(sys.argv[1]))
"""


@pytest.fixture
def site(base_url: str, environment: dict[str, str], tmp_path: Path) -> Path:
    subprocess.run(
        [sys.executable, "-c", A_PART, str(tmp_path)],
        cwd=settings.BASE_DIR,
        env={**environment, "SITE_ORIGIN": base_url, "DJANGO_SETTINGS_MODULE": "kpuntt.settings"},
        check=True,
        capture_output=True,
    )
    return tmp_path / "situs-luring"


def test_the_copy_opens_from_a_disk_with_its_style_and_leads_to_the_same_figures(
    page: Page, site: Path, complaints: Complaints
) -> None:
    complaints.watch(page)
    page.goto((site / "index.html").as_uri())
    expect(page.get_by_text("4.062.328").first).to_be_visible()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('header.site')).display") == "flex"
    )
    page.get_by_role("navigation", name="Menu utama").get_by_role("link", name="Wilayah").click()
    page.get_by_role("link", name="Kabupaten Sikka", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kabupaten Sikka")
    assert page.url.startswith("file://")
    assert page.url.endswith("/wilayah/53.07/index.html")
    assert complaints == []
