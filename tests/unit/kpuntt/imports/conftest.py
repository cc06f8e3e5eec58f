"""Reading in a process of its own is tested elsewhere; here each file is read once a session."""

from __future__ import annotations

from functools import cache

import pytest

from kpuntt.imports import files, services


@pytest.fixture
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (files, services):
        monkeypatch.setattr(module, "book_of", _BOOK_OF)


_BOOK_OF = cache(files.book_of)
