"""The English catalogue: complete, current, and compiled as it stands."""

from __future__ import annotations

import ast
import gettext
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings

ROOT: Path = settings.BASE_DIR
MESSAGES = ROOT / "locale/en/LC_MESSAGES"
PACKAGES = ("kpuntt", "voters", "budget", "news", "performance", "templates", "locale")
_PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|</?[a-z]+")


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(MESSAGES / "django.po"))


def _translations(entry: polib.POEntry) -> list[str]:
    return [*entry.msgstr_plural.values()] if entry.msgid_plural else [entry.msgstr]


def _blanks(words: str) -> set[str]:
    """Say at which ends some words have a blank."""
    ends = {"first": words[:1], "last": words[-1:]}
    return {end for end, letter in ends.items() if letter == " "}


def test_every_message_has_its_english(catalogue: polib.POFile) -> None:
    assert [entry.msgid for entry in catalogue if not all(_translations(entry))] == []
    assert not catalogue.fuzzy_entries()
    assert not catalogue.obsolete_entries()


def test_the_english_has_the_places_and_tags_of_the_message(catalogue: polib.POFile) -> None:
    wrong = [
        entry.msgid
        for entry in catalogue
        for words in _translations(entry)
        if sorted(_PLACE.findall(words)) != sorted(_PLACE.findall(entry.msgid))
    ]
    assert wrong == []


def test_blanks_at_the_ends_are_kept_since_parts_of_sentences_are_joined(
    catalogue: polib.POFile,
) -> None:
    wrong = [
        entry.msgid
        for entry in catalogue
        for words in _translations(entry)
        if not _blanks(entry.msgid) <= _blanks(words)
        or (entry.msgid[-1] == " " and words[-1] != " ")
    ]
    assert wrong == []


def test_the_compiled_catalogue_is_that_of_the_source(catalogue: polib.POFile) -> None:
    with (MESSAGES / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    stale = [
        entry.msgid
        for entry in catalogue
        if (
            [compiled.ngettext(entry.msgid, entry.msgid_plural, n) for n in (1, 2)]
            if entry.msgid_plural
            else [compiled.gettext(entry.msgid)]
        )
        != _translations(entry)
    ]
    assert stale == [], "run make translations"


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="GNU gettext is not installed")
def test_collecting_the_messages_finds_nothing_new(tmp_path: Path, catalogue: polib.POFile) -> None:
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "*.mo")
        )
    shutil.copy(ROOT / "manage.py", tmp_path)
    shutil.copytree(ROOT / "static", tmp_path / "static")
    environment = os.environ | {"KPUNTT_LOCAL": "true", "VAR_DIR": str(tmp_path / "var")}
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "-v0"],
        cwd=tmp_path,
        env=environment,
        check=True,
    )
    collected = polib.pofile(str(tmp_path / "locale/en/LC_MESSAGES/django.po"))
    assert {entry.msgid for entry in collected} ^ {entry.msgid for entry in catalogue} == set(), (
        "run make translations, then translate what is new in locale/en/LC_MESSAGES/django.po"
    )


def test_no_message_is_an_f_string_which_could_not_be_collected() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for package in PACKAGES[:5]
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"_", "gettext", "gettext_noop", "gettext_lazy"}
        and any(isinstance(argument, ast.JoinedStr) for argument in node.args)
    ]
    assert wrong == []
