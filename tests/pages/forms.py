"""Filling in a page as a browser does: the fields that it shows, changed where a person types."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client

from tests.pages.html import decoded


class _Form(HTMLParser):
    """Collects what a browser would send from the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.labels: dict[str, str] = {}
        self._select = ""
        self._area = ""
        self._label = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, kind = given.get("name") or "", given.get("type") or "text"
        if tag == "input" and name and kind not in {"submit", "button", "image"}:
            if kind not in {"checkbox", "radio"} or "checked" in given:
                self.fields.setdefault(name, []).append(
                    given.get("value") or "on" * (kind == "checkbox")
                )
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given and self._select:
            self.fields.setdefault(self._select, []).append(given.get("value") or "")
        elif tag == "textarea" and name:
            self._area = name
            self.fields[name] = [""]
        elif tag == "label":
            self._label = given.get("for") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""
        elif tag == "label":
            self._label = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area][0] += data
        if self._label:
            self.labels[self._label] = (self.labels.get(self._label, "") + data).strip()


class Form:
    """A form that was opened, to be filled in and sent, perhaps later."""

    def __init__(self, client: Client, address: str, source: str | None = None) -> None:
        self.client, self.address = client, address
        self.source = decoded(client.get(address)) if source is None else source
        parser = _Form()
        parser.feed(self.source)
        self.fields = parser.fields
        self.names = {text: control.removeprefix("id_") for control, text in parser.labels.items()}

    def fill(self, **values: str) -> Form:
        """Type into fields by their names."""
        for name, value in values.items():
            self.fields[name] = [value]
        return self

    def type(self, label: str, value: str) -> Form:
        """Type into the field with this label."""
        assert label in self.names, sorted(self.names)
        return self.fill(**{self.names[label]: value})

    def send(self, **extra: str) -> Any:
        """Send it, as it is or with a button pressed."""
        return self.client.post(self.address, {**self.fields, **extra})
