"""Absolute addresses, for what leaves the page: feeds, share links, previews of other sites."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# The three characters with which text could leave the script element (as Django's json_script).
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def linked_data(content: Mapping[str, Any]) -> SafeString:
    """Return what search engines read of a page as JSON-LD, safe inside a script element."""
    known = {name: value for name, value in content.items() if value}
    text = json.dumps(known, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(text)  # noqa: S308 - escaped above


@register.filter
def absolute(path: str) -> str:
    """Return the address of ``path`` on the public host of the portal."""
    return f"{settings.SITE_ORIGIN}{path}"


@register.filter
def query_string(parameters: Mapping[str, str]) -> str:
    """Return parameters as a query string without its question mark."""
    return urlencode(parameters, safe=":")
