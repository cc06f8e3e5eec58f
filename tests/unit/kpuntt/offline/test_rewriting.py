from __future__ import annotations

import pytest

from kpuntt.offline.addresses import Kind, file_of, kind_of
from kpuntt.offline.rewriting import links, rewrite

ORIGIN = "https://data.example"


@pytest.mark.parametrize(
    ("address", "kind", "file"),
    [
        ("/", Kind.PAGE, "index.html"),
        ("/wilayah/53.07/", Kind.PAGE, "wilayah/53.07/index.html"),
        ("/data/wilayah/?halaman=2", Kind.PAGE, "data/wilayah/halaman-2.html"),
        ("/data/wilayah.csv", Kind.FILE, "data/wilayah.csv"),
        ("/data/x.csv?wilayah=53.07", Kind.FILE, "data/x.wilayah-53.07.csv"),
        ("/data/x/datapackage.json", Kind.FILE, "data/x/datapackage.json"),
        ("/static/css/portal.css", Kind.FILE, "static/css/portal.css"),
        ("/data/x.csv?wilayah=../../x", Kind.FILE, "data/x.wilayah-.._.._x.csv"),
    ],
)
def test_what_is_kept_lies_in_a_file_of_its_own(address: str, kind: Kind, file: str) -> None:
    assert kind_of(address) is kind
    assert file_of(address) == file


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/cari/?q=sikka",
        "/laporkan/?halaman=/",
        "/data/wilayah/?urut=nama",
        "/data/wilayah/?per=2026-01-01",
        "/berita/umpan/",
        "/berita/?sebelum=2025-01-01",
        "/rilis/2026-11/semua-tabel.xlsx",
        "/healthz",
    ],
)
def test_what_needs_the_portal_or_has_no_end_stays_online(address: str) -> None:
    assert kind_of(address) is Kind.ONLINE


PAGE = """<!DOCTYPE html>
<html lang="id"><head><title>A &amp; B</title><link rel="canonical" href="https://x.example/a/">
<link rel="stylesheet" href="/static/p.css"><script src="/static/s.js" defer></script></head>
<body><main id="isi"><a href="/b/">b</a><a href="?urut=x&amp;y=1">sort</a><a href="/b/#c">c</a>
<a href="#isi">isi</a><a href="/gone/#d">gone</a><form action="/cari/"></form>
<svg viewBox="0 0 1 1"><path d="M0 0"/></svg></main></body></html>"""


def test_links_to_kept_files_become_relative_and_others_lead_to_the_portal() -> None:
    kept = {"/a/": "a/index.html", "/b/": "b/index.html", "/static/p.css": "static/p.css"}
    page = rewrite(PAGE, address="/a/", kept=kept, origin=ORIGIN, notice="<p>!</p>")
    assert page == (
        PAGE.replace('"/static/p.css"', '"../static/p.css"')
        .replace('"/static/s.js"', f'"{ORIGIN}/static/s.js"')
        .replace('<main id="isi">', '<main id="isi"><p>!</p>')
        .replace('href="/b/"', 'href="../b/index.html"')
        .replace('href="/b/#c"', 'href="../b/index.html#c"')
        .replace('"?urut=x&amp;y=1"', f'"{ORIGIN}/a/?urut=x&amp;y=1"')
        .replace('"/gone/#d"', f'"{ORIGIN}/gone/#d"')
        .replace('action="/cari/"', f'action="{ORIGIN}/cari/"')
    )


def test_a_page_leads_to_its_internal_links_but_not_through_its_forms() -> None:
    assert list(links(PAGE, "/a/")) == [
        "/static/p.css",
        "/static/s.js",
        "/b/",
        "/a/?urut=x&y=1",
        "/b/",
        "/gone/",
    ]


def test_what_only_the_portal_itself_needs_is_left_out() -> None:
    page = '<head><script src="/a.js" data-online></script><script src="/b.js"></script></head>'
    assert list(links(page, "/")) == ["/b.js"]
    copied = rewrite(
        page, address="/", kept={"/": "index.html", "/b.js": "b.js"}, origin=ORIGIN, notice=""
    )
    assert copied == '<head><script src="b.js"></script></head>'
