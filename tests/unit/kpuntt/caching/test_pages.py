from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator

import brotli
import pytest
from django.core.exceptions import BadRequest
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from kpuntt.caching.pages import public_page
from kpuntt.caching.services import generation_bump

pytestmark = pytest.mark.django_db

BODY = "Daftar pemilih — 4.062.328 " * 40
View = Callable[[HttpRequest], HttpResponseBase]


class Page:
    """A public page that counts how often it is rendered."""

    def __init__(
        self,
        *areas: str,
        params: tuple[str, ...] = (),
        free_text: tuple[str, ...] = (),
        stored: bool = True,
        status: int = 200,
    ) -> None:
        self.rendered = 0
        self.status = status
        page = public_page(
            *(areas or ("voters",)), params=params, free_text=free_text, stored=stored
        )
        self.serve: View = page(self._render)

    def _render(self, request: HttpRequest) -> HttpResponseBase:
        self.rendered += 1
        return HttpResponse(f"{BODY}{request.GET.get('urut', '')}", status=self.status)

    def get(self, path: str = "/pemilih/", **headers: str) -> HttpResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        response = self.serve(RequestFactory().get(path, headers=named))
        assert isinstance(response, HttpResponse)
        return response


def _text(response: HttpResponse) -> str:
    decode: dict[str, Callable[[bytes], bytes]] = {
        "br": brotli.decompress,
        "gzip": gzip.decompress,
        "": bytes,
    }
    return decode[response.headers.get("Content-Encoding", "")](response.content).decode()


def test_a_page_is_rendered_once_per_generation() -> None:
    page = Page()
    assert [_text(page.get()) for _ in range(3)] == [BODY] * 3
    assert page.rendered == 1
    generation_bump(area="voters")
    assert _text(page.get()) == BODY
    assert page.rendered == 2


def test_a_bump_makes_a_new_etag_and_the_old_one_is_no_longer_current() -> None:
    page = Page()
    old = page.get().headers["ETag"]
    generation_bump(area="voters")
    response = page.get(If_None_Match=old)
    assert response.status_code == 200
    assert response.headers["ETag"] != old


def test_a_bump_of_an_area_the_page_does_not_show_changes_nothing() -> None:
    page = Page("voters", "regions")
    old = page.get().headers["ETag"]
    generation_bump(area="news")
    assert page.get().headers["ETag"] == old
    generation_bump(area="regions")
    assert page.get().headers["ETag"] != old


def test_a_second_get_with_the_etag_is_304_with_at_most_one_query(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    page = Page("voters", "regions", "quality", "provenance")
    etag = page.get().headers["ETag"]
    with django_assert_max_num_queries(1):
        response = page.get(If_None_Match=etag)
    assert response.status_code == 304
    assert response.content == b""
    assert response.headers["ETag"] == etag
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert response.headers["Vary"] == "Accept-Encoding"
    assert page.rendered == 1


def test_a_stored_page_is_served_with_at_most_one_query(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    page = Page()
    page.get()
    with django_assert_max_num_queries(1):
        assert page.get().status_code == 200
    assert page.rendered == 1


def test_an_etag_matches_weakly_strongly_and_in_a_list() -> None:
    page = Page()
    etag = page.get().headers["ETag"]
    assert etag.startswith('W/"')
    strong = etag.removeprefix("W/")
    for candidates in (etag, strong, f'"x", {etag}', f'W/"x",{strong} , "y"', "*"):
        assert page.get(If_None_Match=candidates).status_code == 304


@pytest.mark.parametrize("candidates", ["", '"x"', 'W/"x"', "x", '"x", W/"y"'])
def test_another_etag_gets_the_page(candidates: str) -> None:
    page = Page()
    assert _text(page.get(If_None_Match=candidates)) == BODY


def test_an_unquoted_or_shortened_etag_does_not_match() -> None:
    page = Page()
    etag = page.get().headers["ETag"]
    for candidate in (etag[3:-1], etag[:-2] + '"', etag + "x"):
        assert page.get(If_None_Match=candidate).status_code == 200


def test_an_asterisk_does_not_turn_a_missing_page_into_304() -> None:
    @public_page("voters")
    def missing(request: HttpRequest) -> HttpResponse:
        raise Http404

    with pytest.raises(Http404):
        missing(RequestFactory().get("/pemilih/x/", headers={"If-None-Match": "*"}))


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("br", "br"),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("identity", ""),
        ("", ""),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.0, gzip", "gzip"),
        ("br; q=0, gzip; q=0", ""),
        ("deflate", ""),
    ],
)
def test_every_encoding_gives_the_same_text_and_the_reader_chooses(
    accepted: str, encoding: str
) -> None:
    page = Page()
    first, second = page.get(Accept_Encoding=accepted), page.get(Accept_Encoding=accepted)
    for response in (first, second):
        assert _text(response) == BODY
        assert response.headers.get("Content-Encoding", "") == encoding
        assert response.headers["Content-Length"] == str(len(response.content))
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"
        assert response.headers["Vary"] == "Accept-Encoding"
    assert page.rendered == 1


def test_one_stored_page_serves_all_encodings() -> None:
    page = Page()
    for accepted in ("br", "gzip", "identity"):
        page.get(Accept_Encoding=accepted)
    assert page.rendered == 1


def test_a_parameter_that_the_page_does_not_read_changes_nothing() -> None:
    page = Page(params=("urut",))
    etag = page.get().headers["ETag"]
    assert page.get("/pemilih/?fbclid=abc&utm_source=wa").headers["ETag"] == etag
    assert page.rendered == 1


def test_a_parameter_that_the_page_reads_makes_another_page() -> None:
    page = Page(params=("urut",))
    assert _text(page.get("/pemilih/?urut=tps")).endswith("tps")
    assert _text(page.get("/pemilih/?urut=nama")).endswith("nama")
    assert _text(page.get("/pemilih/")) == BODY
    assert page.rendered == 3


def test_the_order_of_parameters_does_not_matter() -> None:
    page = Page(params=("urut", "halaman"))
    first = page.get("/pemilih/?urut=tps&halaman=2").headers["ETag"]
    assert page.get("/pemilih/?halaman=2&urut=tps").headers["ETag"] == first
    assert page.get("/pemilih/?halaman=3&urut=tps").headers["ETag"] != first


def test_an_asterisk_stands_for_all_parameters() -> None:
    page = Page(params=("*",))
    etag = page.get("/data/?apa=1").headers["ETag"]
    assert page.get("/data/?apa=2").headers["ETag"] != etag
    assert page.get("/data/?apa=1").headers["ETag"] == etag
    assert page.get("/data/?apa=1&fbclid=x&utm_source=y").headers["ETag"] == etag


def test_a_parameter_given_twice_is_refused() -> None:
    page = Page(params=("urut",), free_text=("nama",))
    for query in ("urut=a&urut=b", "nama=a&nama="):
        with pytest.raises(BadRequest, match="hanya boleh diisi sekali"):
            page.get(f"/pemilih/?{query}")


def test_a_page_with_several_parameters_is_not_stored() -> None:
    page = Page(params=("*",))
    for _ in range(2):
        page.get("/data/?a=1&b=2")
    assert page.rendered == 2


def test_a_page_for_free_text_is_never_stored_but_has_an_etag_of_its_own() -> None:
    page = Page(free_text=("urut",))
    first = page.get("/cari/?urut=sikka")
    assert _text(first).endswith("sikka")
    assert _text(page.get("/cari/?urut=ende")).endswith("ende")
    page.get("/cari/?urut=sikka")
    assert page.rendered == 3
    etag = first.headers["ETag"]
    assert page.get("/cari/?urut=sikka", If_None_Match=etag).status_code == 304
    assert page.get("/cari/?urut=ende", If_None_Match=etag).status_code == 200


def test_a_page_that_waits_for_free_text_is_stored() -> None:
    page = Page(free_text=("urut",))
    for _ in range(2):
        page.get("/cari/")
        page.get("/cari/?fbclid=x")
    assert page.rendered == 1


def test_each_path_is_a_page_of_its_own() -> None:
    page = Page()
    assert page.get("/pemilih/a/").headers["ETag"] != page.get("/pemilih/b/").headers["ETag"]
    assert page.rendered == 2


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_public_page_only_answers_reads(method: str) -> None:
    page = Page()
    response = page.serve(getattr(RequestFactory(), method)("/pemilih/"))
    assert response.status_code == 405
    assert page.rendered == 0


def test_a_head_request_has_the_headers_of_the_page() -> None:
    page = Page()
    response = page.serve(RequestFactory().head("/pemilih/"))
    assert response.status_code == 200
    assert response.headers["ETag"] == page.get().headers["ETag"]
    assert response.getvalue() == b""


@pytest.mark.parametrize("status", [301, 400, 404, 500])
def test_what_is_not_a_page_is_not_stored_and_has_no_etag(status: int) -> None:
    page = Page(status=status)
    for _ in range(2):
        response = page.get()
        assert response.status_code == status
        assert "ETag" not in response.headers
    assert page.rendered == 2


def test_a_failed_page_is_not_kept_for_the_reader_after_it() -> None:
    page = Page(status=500)
    page.get()
    page.status = 200
    assert page.get().status_code == 200


def test_a_page_that_is_not_stored_still_has_an_etag() -> None:
    page = Page(stored=False)
    etag = page.get().headers["ETag"]
    page.get()
    assert page.rendered == 2
    assert page.get(If_None_Match=etag).status_code == 304
    assert page.rendered == 2


def test_a_streamed_download_is_passed_through_with_an_etag() -> None:
    def lines() -> Iterator[bytes]:
        yield b"kode_wilayah\r\n"
        yield b"53.07\r\n"

    @public_page("voters", stored=False)
    def download(request: HttpRequest) -> StreamingHttpResponse:
        return StreamingHttpResponse(lines(), content_type="text/csv")

    response = download(RequestFactory().get("/data/x.csv"))
    assert isinstance(response, StreamingHttpResponse)
    assert response.getvalue() == b"kode_wilayah\r\n53.07\r\n"
    again = RequestFactory().get("/data/x.csv", headers={"If-None-Match": response.headers["ETag"]})
    assert download(again).status_code == 304
