"""Using what a block renders more than once: the title of a page and its Open Graph title."""

from __future__ import annotations

import re

from django import template
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


class CaptureNode(template.Node):
    """Renders its content into a variable instead of the page."""

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: template.Context) -> SafeString:
        """Set the variable; line breaks of the template become single blanks."""
        text = re.sub(r"[ \t\r\n]+", " ", self.nodelist.render(context)).strip(" ")
        context[self.name] = mark_safe(text)  # noqa: S308 - the content has escaped itself
        return SafeString("")


@register.tag
def capture(parser: Parser, token: Token) -> CaptureNode:
    """Keep what stands between ``{% capture name %}`` and ``{% endcapture %}`` as ``name``."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return CaptureNode(nodelist, name)
