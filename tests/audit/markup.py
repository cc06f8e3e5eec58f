"""The Nu HTML checker on the pages and style sheets."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

from tests.audit.portal import ROOT, fetched

JAR = Path(__file__).parent / "node_modules/vnu-jar/build/dist/vnu.jar"
#: What the checker does not know yet and browsers do; each with the specification that has it.
UNKNOWN = ("Property “field-sizing” doesn't exist",)  # CSS Basic User Interface 4


def html_faults(address: str, paths: list[str]) -> list[str]:
    """Return a line for each error and warning in the pages: path, line, and what is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.html" for number in range(len(paths))]
        for file, path in zip(files, paths, strict=True):
            file.write_text(fetched(address + path), encoding="utf-8")
        messages = _checked("--html", *map(str, files))
    return [_line(paths[int(Path(message["url"]).stem)], message) for message in messages]


def css_faults() -> list[str]:
    """Return a line for each error and warning in our style sheets."""
    sheets = sorted((ROOT / "static/css").glob("*.css"))
    messages = _checked("--css", *map(str, sheets))
    return [
        _line(Path(message["url"]).name, message)
        for message in messages
        if not any(word in message["message"] for word in UNKNOWN)
    ]


def _checked(*arguments: str) -> list[dict[str, str]]:
    done = subprocess.run(
        [
            "java",
            "-jar",
            str(JAR),
            "--format",
            "json",
            "--exit-zero-always",
            "--stdout",
            *arguments,
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    messages: list[dict[str, str]] = json.loads(done.stdout)["messages"]
    return messages


def _line(place: str, message: dict[str, str]) -> str:
    return f"{place}:{message.get('lastLine', '?')}: {message['message']}"
