"""The pages of the monthly releases, and their files as a browser or a program asks for them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.conf import settings as project
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from kpuntt.caching.services import generation_bump
from kpuntt.formatting import format_size
from kpuntt.regions.models import Region
from tests.pages.html import Page, body_of
from tests.releases import FIRST, SECOND, contents, correct, export

pytestmark = pytest.mark.django_db
CSV = f"/rilis/{FIRST}/data/daftar-pemilih.csv"
FIRST_FLIGHT = 14 * 1024


@pytest.fixture
def public(shelf: Path, settings: Settings) -> Path:
    """The public shelf with one release."""
    settings.RELEASES_ROOT = shelf
    return shelf


@pytest.fixture
def corrected(public: Path, alice: User, bob: User) -> Path:
    """The public shelf with a second release, which corrects 24 cells of the first."""
    correct(alice, bob)
    export(SECOND, None)
    return public


def test_before_the_first_release_the_list_says_so(reader: Client) -> None:
    page = Page(reader, "/rilis/")
    assert page.response.status_code == 200
    assert "Belum ada rilis." in page.text
    assert reader.get(f"/rilis/{FIRST}/").status_code == 404


def test_a_release_shows_contents_sizes_hashes_checks_and_how_to_verify(
    reader: Client, public: Path
) -> None:
    page = Page(reader, f"/rilis/{FIRST}/")
    assert "20 dataset, 4.142 baris" in page.text
    assert "Ini rilis pertama; tidak ada rilis sebelumnya untuk dibandingkan." in page.text
    files = [public / FIRST / f"data/wilayah.{extension}" for extension in ("csv", "xlsx", "json")]
    sizes = [format_size(file.stat().st_size) for file in files]
    assert page.tables[0][0] == ["Wilayah", "3.780", *sizes]
    assert sizes[0] == "557,7 kB"
    assert ["Laki-laki dan perempuan menjadi jumlah", "30", "0", "5"] in page.tables[1]
    assert "sha256sum -c SHA256SUMS" in page.text
    assert "Rilis ini tidak ditandatangani." in page.text
    for line in (public / FIRST / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, _blanks, path = line.partition("  ")
        assert f"<dt>{path}</dt><dd><code>{digest}</code></dd>" in page.source


def test_every_file_that_a_release_page_leads_to_is_there(reader: Client, public: Path) -> None:
    page = Page(reader, f"/rilis/{FIRST}/")
    links = re.findall(rf'href="(/rilis/{FIRST}/[^"]+)"', page.source)
    assert len(links) == 67
    for address in links:
        path = public / address.removeprefix("/rilis/")
        assert body_of(reader.get(address)) == path.read_bytes(), address


def test_a_later_release_names_the_changes_and_the_former_page_leads_to_them(
    reader: Client, corrected: Path
) -> None:
    page = Page(reader, f"/rilis/{SECOND}/")
    assert "Tidak ada PDPB baru sejak PDPB Semester I 2025 (4 Juli 2025)." in page.text
    group = ["daftar-pemilih", "koreksi", "23", "24", "versi (23), tps (1)"]
    assert [*group, "TPS Sikka salah ketik."] in page.tables[1]
    row = "daftar=dpt-pilkada-2024;kode_wilayah=53.07"
    assert ["daftar-pemilih", row, "tps", "557", "558", "koreksi"] in page.tables[2]
    assert page.tables[2][-1][2:] == ["baris baru", "baru"]
    assert (
        "Rilis September 2025 Data Pemilu NTT: 20 dataset, 4.143 baris, 40 sel berubah sejak "
        "rilis Agustus 2025; berkas CSV, XLSX, dan JSON dengan nilai SHA-256."
    ) in page.source
    former = Page(reader, f"/rilis/{FIRST}/")
    assert (
        "Rilis ini tetap seperti saat diterbitkan. 24 sel di dalamnya dikoreksi atau ditarik "
        "dalam rilis September 2025"
    ) in former.text
    assert f'href="/rilis/{SECOND}/#perubahan"' in former.source


def test_the_list_shows_the_newest_release_first(reader: Client, corrected: Path) -> None:
    rows = Page(reader, "/rilis/").tables[0]
    assert [row[0].partition(" 2025")[0] for row in rows] == ["September", "Agustus"]
    assert [row[2] for row in rows] == ["40", "rilis pertama"]


def test_what_is_new_names_the_releases_the_newest_first(reader: Client, corrected: Path) -> None:
    text = Page(reader, "/baru/").text
    assert "Rilis bulanan terbaru: September 2025 , Agustus 2025 ." in text


def test_the_pages_stand_in_the_sitemap_and_are_light(
    reader: Client, corrected: Path, addresses: list[str]
) -> None:
    sheet = brotli.compress((project.BASE_DIR / "static/css/portal.css").read_bytes())
    for address in ("/rilis/", f"/rilis/{FIRST}/", f"/rilis/{SECOND}/"):
        assert address in addresses
        assert len(reader.get(address).content) + len(sheet) <= FIRST_FLIGHT, address


def test_a_page_with_thousands_of_changes_shows_a_hundred_and_stays_light(
    reader: Client, public: Path
) -> None:
    Region.objects.update(seat="Contoh")
    printed = export(SECOND, None)
    page = Page(reader, f"/rilis/{SECOND}/")
    assert "100 perubahan pertama" in page.text
    assert len(page.tables[2]) == 100
    assert "Di sini hanya 200 yang pertama." in printed
    sheet = brotli.compress((project.BASE_DIR / "static/css/portal.css").read_bytes())
    assert len(page.response.content) + len(sheet) <= FIRST_FLIGHT


def test_a_new_release_is_in_the_stored_list_at_once(reader: Client, public: Path) -> None:
    generation_bump(area="releases")
    assert "September" not in Page(reader, "/rilis/").text
    export(SECOND, None)
    assert "September" in Page(reader, "/rilis/").text
    assert f'href="/rilis/{SECOND}/"' in Page(reader, "/").source


@pytest.mark.parametrize(
    "path",
    [
        "",
        "data",
        "data/",
        "data/ada.csv",
        ".kunci",
        "../.kunci",
        "%2e%2e/.kunci",
        "../secret-key",
        "data/../manifest.json",
        "//etc/passwd",
        "data/wilayah.csv/",
        "data/wilayah.csv%00",
    ],
)
def test_nothing_but_the_files_of_a_release_is_served(
    reader: Client, public: Path, path: str
) -> None:
    response = reader.get(f"/rilis/{FIRST}/{path}")
    assert response.status_code == (200 if path == "" else 404)
    (public / FIRST / "diam-diam.txt").write_text("rahasia", encoding="utf-8")
    assert reader.get(f"/rilis/{FIRST}/diam-diam.txt").status_code == 404


@pytest.mark.parametrize("month", ["2025-07", "2025-13", "2025-8", "9999-01", "x"])
def test_a_month_without_release_is_not_there(reader: Client, public: Path, month: str) -> None:
    assert reader.get(f"/rilis/{month}/").status_code == 404
    assert reader.get(f"/rilis/{month}/manifest.json").status_code == 404


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("data/temuan.csv", "text/csv; charset=utf-8; header=present"),
        ("data/temuan.json", "application/json"),
        (
            "data/temuan.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("PERUBAHAN.md", "text/markdown; charset=utf-8"),
        ("SHA256SUMS", "text/plain; charset=utf-8"),
        (f"kpu-ntt-{FIRST}.zip", "application/zip"),
    ],
)
def test_a_file_says_what_it_is_may_be_kept_and_read_by_other_sites(
    reader: Client, public: Path, path: str, kind: str
) -> None:
    response = reader.get(f"/rilis/{FIRST}/{path}")
    assert len(body_of(response)) == int(response.headers["Content-Length"])
    assert response.headers["Content-Type"] == kind
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not response.cookies


def test_asking_for_the_head_only_brings_all_headers_and_no_body(
    reader: Client, public: Path
) -> None:
    head, whole = reader.head(CSV), reader.get(CSV)
    assert body_of(head) == b""
    assert body_of(whole)
    assert dict(head.headers) == dict(whole.headers)


def test_the_etag_is_the_hash_and_a_match_is_answered_without_the_file(
    reader: Client, public: Path
) -> None:
    response = reader.get(CSV)
    body_of(response)
    etag = response.headers["ETag"]
    assert f"{etag.strip(chr(34))}  data/daftar-pemilih.csv" in (
        public / FIRST / "SHA256SUMS"
    ).read_text(encoding="utf-8")
    for asked in (etag, f"W/{etag}", f'"lain", {etag}', "*"):
        again = reader.get(CSV, headers={"if-none-match": asked})
        assert again.status_code == 304
        assert body_of(again) == b""
    other = reader.get(CSV, headers={"if-none-match": '"lain"'})
    assert other.status_code == 200
    assert body_of(other)


def _asked(reader: Client, ranges: str, **headers: str) -> Any:
    return reader.get(CSV, headers={"range": ranges, **headers})


@pytest.mark.parametrize(
    ("ranges", "first", "last"),
    [
        ("bytes=0-9", 0, 9),
        ("bytes=5-5", 5, 5),
        ("bytes=0-0", 0, 0),
        ("bytes=100-", 100, None),
        ("bytes=-7", -7, None),
        ("bytes=9000-999999", 9000, None),
    ],
)
def test_a_part_of_a_file_is_answered_with_that_part(
    reader: Client, public: Path, ranges: str, first: int, last: int | None
) -> None:
    whole = (public / FIRST / "data/daftar-pemilih.csv").read_bytes()
    size = len(whole)
    start = first if first >= 0 else size + first
    end = size - 1 if last is None else last
    response = _asked(reader, ranges)
    assert response.status_code == 206
    assert body_of(response) == whole[start : end + 1]
    assert response.headers["Content-Range"] == f"bytes {start}-{end}/{size}"
    assert response.headers["Content-Length"] == str(end - start + 1)


def test_the_parts_of_a_file_put_together_are_the_file(reader: Client, public: Path) -> None:
    address = f"/rilis/{FIRST}/semua-tabel.xlsx"
    whole = (public / FIRST / "semua-tabel.xlsx").read_bytes()
    parts = [
        body_of(reader.get(address, headers={"range": f"bytes={start}-{start + 49_999}"}))
        for start in range(0, len(whole), 50_000)
    ]
    assert len(parts) > 3
    assert b"".join(parts) == whole


def test_a_part_beyond_the_end_does_not_exist(reader: Client, public: Path) -> None:
    response = _asked(reader, "bytes=99999999-")
    size = (public / FIRST / "data/daftar-pemilih.csv").stat().st_size
    assert response.status_code == 416
    assert response.headers["Content-Range"] == f"bytes */{size}"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert body_of(response) == b""


@pytest.mark.parametrize("ranges", ["bytes=0-1,3-4", "lines=1-2", "bytes=a-b", "bytes"])
def test_a_range_that_is_not_understood_brings_the_whole_file(
    reader: Client, public: Path, ranges: str
) -> None:
    response = _asked(reader, ranges)
    assert response.status_code == 200
    assert body_of(response) == (public / FIRST / "data/daftar-pemilih.csv").read_bytes()


def test_a_part_of_what_was_another_file_is_the_whole_file(reader: Client, public: Path) -> None:
    etag = reader.head(CSV).headers["ETag"]
    for condition, status in ((etag, 206), ('"lain"', 200)):
        response = _asked(reader, "bytes=0-9", **{"if-range": condition})
        body_of(response)
        assert response.status_code == status


def test_a_condition_on_no_range_does_no_harm(reader: Client, public: Path) -> None:
    response = reader.get(CSV, headers={"if-range": '"lain"'})
    assert response.status_code == 200
    assert body_of(response)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_files_are_only_read(reader: Client, public: Path, method: str) -> None:
    before = contents(public)
    assert getattr(reader, method)(CSV).status_code == 405
    assert contents(public) == before


def test_catalogue_and_foot_lead_to_the_releases(reader: Client) -> None:
    assert Page(reader, "/data/").source.count('href="/rilis/"') == 2
    assert Page(reader, "/").source.count('href="/rilis/"') == 1
