"""What the page tests share: a reader, and every public address."""

from __future__ import annotations

import re

import pytest
from django.test import Client


@pytest.fixture
def reader(db: None) -> Client:
    """A reader with an ordinary browser and no cookies."""
    return Client(headers={"host": "127.0.0.1", "accept-encoding": "gzip, br"})


@pytest.fixture
def addresses(reader: Client) -> list[str]:
    """Every public page, as the sitemap lists them."""
    sitemap = reader.get("/sitemap.xml").content.decode()
    return re.findall(r"<loc>http://127\.0\.0\.1(/[^<]*)</loc>", sitemap)
