from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.markup import plain_text, sanitise

ALLOWED = {"p", "h2", "h3", "strong", "em", "ul", "ol", "li", "blockquote", "a", "br"}


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def _elements(markup: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Elements()
    parser.feed(markup)
    return parser.found


def test_what_is_on_the_list_stays_as_it_is() -> None:
    body = (
        "<h2>Pokok</h2><p>Satu <strong>dua</strong> <em>tiga</em><br>empat</p>"
        "<ul><li>a</li></ul><ol><li>b</li></ol><blockquote><p>c</p></blockquote>"
    )
    assert sanitise(body) == body


def test_a_link_keeps_its_address_and_cannot_reach_the_page_it_came_from() -> None:
    assert sanitise('<p><a href="/pemilih/" onclick="x()" target="_blank">a</a></p>') == (
        '<p><a href="/pemilih/" rel="noopener">a</a></p>'
    )


@pytest.mark.parametrize(
    ("markup", "cleaned"),
    [
        ("<script>alert(1)</script><p>a</p>", "<p>a</p>"),
        ("<p style='color:red' class='x' id='isi'>a</p>", "<p>a</p>"),
        ("<h1>Judul</h1><div>isi</div>", "Judulisi"),
        ('<p><img src="https://jahat.example/x.png">a</p>', "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', '<a rel="noopener">a</a>'),
        ('<a href="data:text/html,x">a</a>', '<a rel="noopener">a</a>'),
        ("<p>a</p><p></p><p>&nbsp;<br></p>", "<p>a</p>"),
        ("<iframe src='//x'></iframe><p>1 &lt; 2</p>", "<p>1 &lt; 2</p>"),
    ],
)
def test_everything_else_goes(markup: str, cleaned: str) -> None:
    assert sanitise(markup) == cleaned


@given(
    st.lists(
        st.sampled_from(
            [*"<>\"'/= ", "script", "svg", "onload=", "a href=", "javascript:", "p", "img src=x"]
        )
        | st.text(max_size=8),
        max_size=30,
    ).map("".join)
)
def test_no_text_whatever_yields_more_than_the_list(markup: str) -> None:
    cleaned = sanitise(markup)
    for tag, attributes in _elements(cleaned):
        assert tag in ALLOWED
        assert set(attributes) <= ({"href", "rel"} if tag == "a" else set())
        href = (attributes.get("href") or "").strip().lower()
        assert not href.startswith(("javascript:", "data:", "vbscript:"))
    assert sanitise(cleaned) == cleaned


def test_the_words_of_a_body_are_read_one_after_the_other() -> None:
    body = "<h2>Satu</h2><p>dua<br>tiga &amp; <strong>em</strong>pat</p><ul><li>lima</li></ul>"
    assert plain_text(body) == "Satu dua tiga & empat lima"
