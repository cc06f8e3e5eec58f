"""What a reader finds at /cari/, whatever he types."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kpuntt.publishing.services import publication_amend, publication_withdraw
from kpuntt.regions.models import Region, RegionAlias, RegionLevel
from tests.pages.html import Page
from voters.models import Roll

pytestmark = pytest.mark.django_db

ODD_QUERIES = [
    *("'", '"', "''", '"kupang', "kupang'", "`", "%", "%%", "_", "__", "k%", "kup_ng", "*", "**"),
    *("kupang*", "*kupang", "NEAR(", "NEAR(a b, 5)", "AND", "AND OR NOT", "kupang AND", "OR sikka"),
    *("NOT sikka", "col:x", "title_words:kupang", "title_words : (a)", "^a", "^kupang", "-a"),
    *("- kupang", "{", "{title_words}", "}", "(", ")", "(kupang", "[a-z]", "kupang + sikka", "&"),
    *(
        "|",
        "!",
        "!!kupang",
        "a & b",
        "a | b",
        "a <-> b",
        "<->",
        "<2>",
        ":*",
        "kupang:*",
        "kupang:A",
    ),
    *("\\", "\\\\", "\\'", "\\x27", "a\\", "kupang\\", "🗳️ pemilu", "🗳️", "مرحبا", "\u202ekupang"),
    *(
        "ku\u200bpang",
        "\u200b\u200b",
        "x" * 64,
        "a " * 32,
        "1.2.3.4.5.6.7.8.9.10.11.12",
        "--",
        "-- x",
    ),
    *(
        "/* kupang */",
        "; DROP TABLE search_searchentry",
        "1' OR '1'='1",
        "$$kupang$$",
        "%s",
        "%(a)s",
    ),
    *("kupang\0", "\0\0", "\x01\x02", "\x1b[31m", "\ufeffkupang", "\ufffd\ufffd", "{{ query }}"),
    *(
        "<script>alert(1)</script>",
        "&amp;",
        "..",
        "....",
        "53.",
        ".53",
        "ﬁ ﬂ",
        "½ ⅓",
        "İstanbul",
        "ẞß",
    ),
]
RAW_QUERIES = [
    "%00",
    "%00%00kupang",
    "%ED%A0%80%ED%A0%80",
    "%FF%FE",
    "%C0%80aa",
    "%",
    "%zz%zz",
    "++",
]


def _results(reader: Client, query: str, more: str = "") -> list[str]:
    source = Page(reader, f"/cari/?q={quote(query)}{more}").source
    return re.findall(r'<li>\s*<a href="([^"]+)">', source.partition('<ol class="plain hits">')[2])


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("malaka", "/wilayah/53.21/"),
        ("Kabupaten Malaka", "/wilayah/53.21/"),
        ("pdpb", "/pemilih/pdpb-2025-semester-1/"),
        ("53.07", "/wilayah/53.07/"),
        ("TTS", "/wilayah/53.02/"),
        ("jupang", "/wilayah/53.01/"),
        ("KPU Flores", "/wilayah/53.06/"),
        ("ntt", "/wilayah/53/"),
        ("kewapante", "/wilayah/53.07/"),
        ("reformasi birokrasi", "/kinerja/2024/reformasi-birokrasi/"),
        ("dpt pilkada 2024", "/pemilih/dpt-pilkada-2024/"),
        ("pemilih", "/pemilih/pdpb-2025-semester-1/"),
        ("hasil pemilihan", "/data/hasil-pemilihan/"),
        ("melki laka lena", "/pemilihan/pilgub-2024/"),
        ("CQ.6639", "/anggaran/2024/CQ.6639/"),
        ("6639.BDB", "/anggaran/2024/CQ.6639.BDB.001/"),
        ("3361.EBA", "/anggaran/2024/WA.3360.EBA.994/"),
        ("hibah pilkada", "/anggaran/hibah-pilkada-2024/"),
        ("realisasi anggaran", "/anggaran/2024/"),
    ],
)
def test_the_first_result_is_what_was_meant(reader: Client, query: str, address: str) -> None:
    assert _results(reader, query)[0] == address


def test_kupang_is_the_regency_first_and_the_city_next(reader: Client) -> None:
    assert _results(reader, "Kupang")[:2] == ["/wilayah/53.01/", "/wilayah/53.71/"]
    assert _results(reader, "Kota Kupang")[0] == "/wilayah/53.71/"


def test_every_region_is_first_by_its_code_names_and_aliases(reader: Client) -> None:
    regions = Region.objects.filter(level__in=[RegionLevel.PROVINCE, RegionLevel.REGENCY])
    for region in regions:
        for name in (region.code, region.full_name, region.name, f"KPU {region.name}"):
            assert _results(reader, name)[0] == f"/wilayah/{region.code}/", name
    for alias in RegionAlias.objects.all():
        assert _results(reader, alias.name)[0] == f"/wilayah/{alias.region_id}/", alias


def test_every_result_leads_to_a_page(reader: Client) -> None:
    found = {
        address
        for query in ("wilayah", "pemilih", "pemilihan", "kinerja", "anggaran", "dataset", "2024")
        for address in _results(reader, query)
    }
    assert len(found) > 60
    for address in found:
        assert reader.get(address).status_code == 200, address


def test_a_result_shows_its_kind_its_date_and_where_it_answers(reader: Client) -> None:
    page = Page(reader, "/cari/?q=pdpb")
    assert "10 hasil untuk “pdpb”." in page.text
    assert "PDPB Semester I 2025 Daftar pemilih 4 Juli 2025 4.062.328 pemilih" in page.text
    assert '<a href="/pemilih/pdpb-2025-semester-1/"><mark>PDPB</mark> Semester I 2025</a>' in (
        page.source
    )
    assert '<meta name="robots" content="noindex">' in page.source


def test_results_are_narrowed_to_a_kind_by_links_with_counts(reader: Client) -> None:
    page = Page(reader, "/cari/?q=pilkada+2024")
    links = dict(re.findall(r'<a href="(\?q=[^"]+jenis=[^"]+)">([^<]+)</a>', page.source))
    assert links["?q=pilkada%202024&amp;jenis=daftar-pemilih"] == "Daftar pemilih (6)"
    for link, words in links.items():
        narrowed = Page(reader, "/cari/" + unescape(link))
        count = words.rpartition("(")[2].rstrip(")")
        assert f"{count} hasil untuk “pilkada 2024”." in narrowed.text
        assert narrowed.source.count('<span class="tag">') == int(count)


def test_a_kind_without_results_leads_back_to_all(reader: Client) -> None:
    page = Page(reader, "/cari/?q=53.07.01&jenis=berita")
    assert "0 hasil untuk “53.07.01”." in page.text
    assert '<a href="?q=53.07.01">Semua (' in page.source


def test_more_than_fifty_results_are_said_to_be_more(reader: Client) -> None:
    page = Page(reader, "/cari/?q=barat")
    assert page.source.count('<span class="tag">') == 50
    assert "Yang tampil 50 teratas" in page.text


def test_a_query_that_no_page_answers_as_a_whole_says_so(reader: Client) -> None:
    assert "memuat salah satunya" in Page(reader, "/cari/?q=malaka+zzz").text
    assert "memuat salah satunya" not in Page(reader, "/cari/?q=malaka").text


def test_what_is_not_found_leads_to_names_written_alike_and_to_the_catalogue(
    reader: Client,
) -> None:
    page = Page(reader, "/cari/?q=maluku")
    assert "“maluku” tidak ditemukan." in page.text
    assert 'Mungkin yang dimaksud: <a href="/wilayah/53.21/">Kabupaten Malaka</a>' in page.source
    assert '<a href="/data/">katalog dataset</a>' in page.source
    assert "Mungkin" not in Page(reader, "/cari/?q=xyzzy").text


@pytest.mark.parametrize("address", ["/cari/", "/cari/?q=", "/cari/?q=+++"])
def test_without_a_query_there_is_the_form_with_examples(reader: Client, address: str) -> None:
    page = Page(reader, address)
    assert page.response.status_code == 200
    assert "noindex" not in page.source
    examples = re.findall(r'<a href="\?q=([^"]+)"', page.source)
    assert len(examples) == 5
    for example in examples:
        assert "tidak ditemukan" not in Page(reader, f"/cari/?q={example}").text


def test_one_letter_is_too_little_and_sixty_five_are_too_many(reader: Client) -> None:
    page = Page(reader, "/cari/?q=a")
    assert page.response.status_code == 200
    assert "Tulis sedikitnya dua huruf atau angka." in page.text
    assert reader.get("/cari/", {"q": "a" * 64}).status_code == 200
    page = Page(reader, "/cari/?q=" + "a" * 65)
    assert page.response.status_code == 400
    assert "paling banyak 64 huruf" in page.text


def test_an_unknown_kind_is_refused(reader: Client) -> None:
    page = Page(reader, "/cari/?q=malaka&jenis=lain")
    assert page.response.status_code == 400
    assert "Jenis itu tidak dikenal." in page.text


@pytest.mark.parametrize(
    "query", ["%_%", "***", "<->", '"" ""', "مرحبا", "🗳️🗳️", "\0\0", "..", "\x01\x02"]
)
def test_signs_without_words_are_answered_in_a_sentence(reader: Client, query: str) -> None:
    page = Page(reader, f"/cari/?q={quote(query)}")
    assert page.response.status_code == 200
    assert "Tidak ada kata yang dapat dicari" in page.text


def test_odd_queries_are_answered_with_few_questions_to_the_database(reader: Client) -> None:
    assert len(ODD_QUERIES) >= 60
    for query in [*(quote(query) for query in ODD_QUERIES), *RAW_QUERIES]:
        with CaptureQueriesContext(connection) as queries:
            page = Page(reader, f"/cari/?q={query}")
        assert page.response.status_code == 200, query
        assert len(queries) <= 7, query
        assert "<script>" not in page.source, query
        assert page.tags.count("h1") == 1, query


@pytest.mark.parametrize(
    "query",
    [
        "kupang*",
        '"kupang',
        "kupang'",
        "kupang:*",
        "!!kupang",
        "\u202ekupang",
        "ku\u200bpang",
        "kupang\0",
    ],
)
def test_operators_and_invisible_signs_do_not_change_a_word(reader: Client, query: str) -> None:
    assert _results(reader, query) == _results(reader, "kupang ?")


def test_result_pages_are_compressed_and_revalidated(reader: Client, bob: User) -> None:
    address = "/cari/?q=coklit"
    first = reader.get(address)
    assert first.headers["Content-Encoding"] == "br"
    etag = first.headers["ETag"]
    assert reader.get(address, headers={"if-none-match": etag}).status_code == 304
    roll = Roll.objects.get(slug="coklit-pilkada-2024")
    publication_withdraw(unit=roll, actor=bob, reason="Angka belum final.")
    assert reader.get(address, headers={"if-none-match": etag}).status_code == 200
    assert roll.get_absolute_url() not in _results(reader, "coklit")


def test_a_draft_is_not_found(reader: Client, alice: User) -> None:
    roll = Roll.objects.get(slug="dpt-pilkada-2024")
    draft = publication_amend(unit=roll, actor=alice, public_note="Sedang disusun.")
    Roll.objects.filter(pk=draft.pk).update(title="RAHASIA")
    assert _results(reader, "rahasia") == []


def test_every_page_has_the_search_form_once(reader: Client) -> None:
    for address in ("/", "/cari/", "/cari/?q=malaka", "/tidak-ada/"):
        source = Page(reader, address).source
        assert source.count('role="search"') == 1, address
        assert source.count('name="q"') == 1, address
        assert 'action="/cari/"' in source, address
        assert 'maxlength="64"' in source, address
