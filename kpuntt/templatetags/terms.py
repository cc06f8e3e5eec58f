"""Words of the glossary where they are first met, with what they mean."""

from __future__ import annotations

from django import template
from django.template import TemplateSyntaxError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kpuntt.glossary import term_of
from kpuntt.templatetags.languages import in_indonesian, indonesian

register = template.Library()


@register.simple_tag
def term(name: str, shown: str = "") -> SafeString:
    """Write a term (or ``shown`` in its place) as a link to the glossary, with its meaning.

    The meaning is read out with the link, shown beside it while the keyboard is on it, and as the
    title under a mouse; who touches the link comes to the glossary. An abbreviation carries its
    long form. The meaning has an id, so a page explains a term once, where it is first met.
    """
    found = term_of(name)
    if found is None:
        message = f"“{name}” is not in fixtures/glossary.csv."
        raise TemplateSyntaxError(message)
    label: str = shown
    if not shown or shown == found.name:
        label = (
            format_html(
                '<abbr{} title="{}">{}</abbr>', in_indonesian(), found.aliases[0], found.name
            )
            if found.is_abbreviation
            else indonesian(found.name)
        )
    return format_html(
        '<a class="term" href="{}#{}" title="{}" aria-describedby="arti-{}">{}</a>'
        '<span class="meaning" id="arti-{}" hidden> {}</span>',
        reverse("glossary"),
        found.slug,
        found.explained,
        found.slug,
        label,
        found.slug,
        found.explained,
    )
