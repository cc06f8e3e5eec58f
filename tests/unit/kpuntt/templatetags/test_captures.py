from __future__ import annotations

import pytest
from django.template import Context, Template, TemplateSyntaxError


def test_what_is_captured_is_printed_only_where_its_name_stands() -> None:
    template = Template(
        "{% load captures %}{% capture a %}\n  satu\n dua {% endcapture %}[{{ a }}]"
    )
    assert template.render(Context()) == "[satu dua]"


def test_what_is_captured_was_escaped_once() -> None:
    template = Template("{% load captures %}{% capture a %}{{ name }}{% endcapture %}{{ a }}")
    assert template.render(Context({"name": '"<i>'})) == "&quot;&lt;i&gt;"


def test_unbreakable_blanks_stay() -> None:
    template = Template("{% load captures %}{% capture a %}99,61\u00a0%{% endcapture %}{{ a }}")
    assert template.render(Context()) == "99,61\u00a0%"


def test_a_capture_without_an_end_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError):
        Template("{% load captures %}{% capture a %}")
