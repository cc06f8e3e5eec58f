"""Absolute addresses, for what leaves the page: feeds, share links, previews of other sites."""

from __future__ import annotations

from django import template
from django.conf import settings

register = template.Library()


@register.filter
def absolute(path: str) -> str:
    """Return the address of ``path`` on the public host of the portal."""
    return f"{settings.SITE_ORIGIN}{path}"
