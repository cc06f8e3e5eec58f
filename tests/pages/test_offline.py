"""The offline copy: every link leads somewhere, and every figure is the one of the portal."""

from __future__ import annotations

import hashlib
import re
import zipfile
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from kpuntt.caching.services import generation_bump
from kpuntt.offline import services
from kpuntt.offline.addresses import Kind, file_of, kind_of
from tests.pages.html import Document, Page, body_of

pytestmark = pytest.mark.django_db
LINK = re.compile(r'\s(?:href|src)="([^"]*)"')
NOTICE = re.compile(
    r"Salinan luring, data per .*? Buka halaman ini di portal "
    r"|Offline copy, data as of .*? Open this page on the portal "
)


@pytest.fixture
def root(tmp_path: Path, settings: Settings) -> Path:
    settings.OFFLINE_ROOT = tmp_path / "luring"
    call_command("build_offline", verbosity=0)
    return tmp_path / "luring"


def _relative(source: str) -> list[str]:
    """Return what a page leads to within the copy."""
    found = [unescape(link) for link in LINK.findall(source)]
    return [link for link in found if not re.match(r"[a-z]+:|#", link)]


def _digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_copy_is_whole_and_says_what_the_portal_says(
    root: Path, reader: Client, addresses: list[str], english_addresses: list[str]
) -> None:
    site = root / "situs-luring"
    listed = [*addresses, *english_addresses]
    pages = [address for address in listed if kind_of(address) is Kind.PAGE]
    assert len(pages) > 300

    checked = 0
    for path in site.rglob("*.html"):
        text = path.read_text()
        assert 'href="/' not in text, path
        assert 'src="/' not in text, path
        for link in _relative(text):
            target = (path.parent / unquote(urldefrag(link).url)).resolve()
            assert target.is_file(), (path, link)
            assert target.is_relative_to(site.resolve())
            checked += 1
    assert checked > 5000

    for address in pages:
        live = Page(reader, address)
        copy = Document((site / file_of(address)).read_text())
        text, notices = NOTICE.subn("", copy.text)
        assert notices == 1, address
        assert (text, copy.tables) == (live.text, live.tables), address

    with zipfile.ZipFile(root / "situs-luring.zip") as archive:
        assert len(archive.namelist()) == len(_digests(site))
        assert "situs-luring/index.html" in archive.namelist()


def test_a_copy_that_is_made_again_is_the_same_to_the_byte(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A part stands for the whole: making the whole twice takes a minute.
    part = re.compile(r"/(en/)?(wilayah/.*|data/(wilayah/)?)?|/static/.*|/data/[a-z-]+\.xlsx.*")
    monkeypatch.setattr(
        services, "kind_of", lambda link: kind_of(link) if part.fullmatch(link) else Kind.ONLINE
    )
    settings.OFFLINE_ROOT = tmp_path / "luring"
    call_command("build_offline", verbosity=0)
    before = _digests(tmp_path)
    assert len(before) > 100
    cache.clear()
    call_command("build_offline", verbosity=0)
    assert _digests(tmp_path) == before


def test_the_copy_is_offered_with_the_releases_once_there_is_one(
    reader: Client, tmp_path: Path, settings: Settings
) -> None:
    settings.OFFLINE_ROOT = tmp_path
    assert "Situs luring" not in Page(reader, "/rilis/").text
    assert reader.get("/rilis/situs-luring.zip").status_code == 404
    (tmp_path / "situs-luring.zip").write_bytes(b"PK" + b"0" * 1998)
    generation_bump(area="releases")
    page = Page(reader, "/rilis/")
    assert "(ZIP, 2,0 kB)" in page.text
    part = reader.get("/rilis/situs-luring.zip", headers={"range": "bytes=0-1"})
    assert part.status_code == 206
    assert body_of(part) == b"PK"
