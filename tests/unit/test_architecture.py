from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models
from django.test.utils import isolate_apps

ROOT: Path = settings.BASE_DIR
PACKAGES = ("kpuntt", "voters", "budget", "news", "performance")
FIXED_LAYOUT = (
    "manage.py",
    *PACKAGES,
    "templates",
    "static",
    "fixtures",
    "tests",
    "pyproject.toml",
    "Dockerfile",
    "README.md",
)
LOCKS = ("requirements.txt", "requirements-dev.txt")
MAX_LINES = 350

HOUSE = "The house: arrows point down only"
PLAIN = "Rules, charts, sentences and formatting are plain Python"
VOTERS = "Inside the voters app: views and commands above, models below"
PLANTED_IMPORTS = (
    ("kpuntt/regions/models.py", "import kpuntt.views", HOUSE),
    ("kpuntt/caching/services.py", "from kpuntt import urls", HOUSE),
    ("kpuntt/activity/services.py", "import kpuntt.publishing.models", HOUSE),
    ("kpuntt/quality/services.py", "import voters.models", HOUSE),
    ("kpuntt/reports/services.py", "import kpuntt.staff.lockout", HOUSE),
    ("kpuntt/staff/scope.py", "import voters.models", HOUSE),
    ("kpuntt/exports/writers.py", "import kpuntt.datasets", HOUSE),
    ("kpuntt/releases/shelf.py", "import kpuntt.sitemaps", HOUSE),
    ("kpuntt/selectors.py", "import kpuntt.releases.shelf", HOUSE),
    ("voters/models/roll.py", "import news.apps", HOUSE),
    ("budget/apps.py", "import voters.models", HOUSE),
    ("kpuntt/formatting.py", "import django.utils.timezone", PLAIN),
    ("kpuntt/language.py", "from django.utils import translation", PLAIN),
    ("kpuntt/language.py", "import kpuntt.formatting", HOUSE),
    ("kpuntt/reconciliation/check.py", "from django.db import models", PLAIN),
    ("kpuntt/charts/coast.py", "import kpuntt.exports.text", PLAIN),
    ("kpuntt/search/words.py", "import django.utils.text", PLAIN),
    ("kpuntt/reports/rules.py", "from kpuntt.reports import models", PLAIN),
    ("kpuntt/search/services.py", "import kpuntt.regions.models", HOUSE),
    ("voters/rules.py", "from django.db import models", PLAIN),
    ("news/images.py", "from django.conf import settings", PLAIN),
    ("voters/sentences.py", "from voters import models", PLAIN),
    ("voters/rules.py", "from voters import models", VOTERS),
    ("voters/querysets.py", "import voters.loaders", VOTERS),
    ("voters/models/roll.py", "import voters.views", VOTERS),
)

#: Every relation between apps that is meant, by app label. A string foreign key to anywhere else is
#: an upward or sideways arrow that no import shows.
ALLOWED_RELATIONS = {
    ("activity", "auth"),
    ("admin", "auth"),
    ("admin", "contenttypes"),
    ("auth", "contenttypes"),
    ("budget", "auth"),
    ("budget", "provenance"),
    ("budget", "regions"),
    ("imports", "auth"),
    ("imports", "provenance"),
    ("imports", "regions"),
    ("news", "auth"),
    ("news", "provenance"),
    ("news", "regions"),
    ("performance", "auth"),
    ("performance", "provenance"),
    ("performance", "regions"),
    ("otp_totp", "auth"),
    ("quality", "regions"),
    ("schedule", "auth"),
    ("staff", "auth"),
    ("staff", "regions"),
    ("voters", "auth"),
    ("voters", "provenance"),
    ("voters", "regions"),
}


def _sources() -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def _lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [command, "--no-cache", "--no-logo"],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def _copy_of_the_house(folder: Path) -> Path:
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__", "migrations")
        shutil.copytree(ROOT / package, folder / package, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def _relations(found: Iterable[type[models.Model]]) -> set[tuple[str, str]]:
    """Pairs of app labels that a foreign key or many-to-many field connects."""
    pairs = set()
    for model in found:
        fields: list[models.Field[Any, Any]] = [
            *model._meta.local_fields,
            *model._meta.local_many_to_many,
        ]
        for field in fields:
            if field.remote_field is None:
                continue
            target = field.remote_field.model
            label = target.partition(".")[0] if isinstance(target, str) else target._meta.app_label
            if label != model._meta.app_label:
                pairs.add((model._meta.app_label, label))
    return pairs


def test_the_import_contracts_are_kept() -> None:
    result = _lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr
    for contract in (HOUSE, PLAIN, VOTERS):
        assert f"{contract} KEPT" in result.stdout


def test_a_copy_of_the_house_keeps_the_contracts_until_something_is_planted(
    tmp_path: Path,
) -> None:
    result = _lint_imports(_copy_of_the_house(tmp_path))
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(("module", "statement", "contract"), PLANTED_IMPORTS)
def test_a_planted_import_against_the_arrows_breaks_its_contract(
    tmp_path: Path, module: str, statement: str, contract: str
) -> None:
    house = _copy_of_the_house(tmp_path)
    with (house / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{statement}\n")
    result = _lint_imports(house)
    assert result.returncode == 1, result.stdout + result.stderr
    assert f"{contract} BROKEN" in result.stdout
    assert f"{module.removesuffix('.py').replace('/', '.')} -> " in result.stdout


def test_relations_between_apps_are_those_that_are_meant() -> None:
    assert _relations(apps.get_models(include_auto_created=True)) == ALLOWED_RELATIONS


def test_no_area_is_related_to_another_area() -> None:
    areas = {"voters", "budget", "news", "performance"}
    assert not {pair for pair in ALLOWED_RELATIONS if areas.issuperset(pair)}
    assert not {pair for pair in ALLOWED_RELATIONS if pair[1] in areas}


@isolate_apps("voters", "news")
def test_a_planted_string_foreign_key_between_areas_is_seen() -> None:
    class Planted(models.Model):
        roll = models.ForeignKey("voters.Roll", on_delete=models.CASCADE)

        class Meta:
            app_label = "news"

        def __str__(self) -> str:
            return "planted"

    class PlantedInPlural(models.Model):
        rolls: models.ManyToManyField[Any, Any] = models.ManyToManyField("voters.Roll")

        class Meta:
            app_label = "news"

        def __str__(self) -> str:
            return "planted"

    for model in (Planted, PlantedInPlural):
        assert _relations([model]) == {("news", "voters")}
    assert ("news", "voters") not in ALLOWED_RELATIONS


@pytest.mark.django_db
def test_no_migration_is_pending() -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("name", FIXED_LAYOUT)
def test_the_fixed_layout_stands(name: str) -> None:
    assert (ROOT / name).exists()


def test_a_module_is_named_by_its_noun() -> None:
    dumping_grounds = {"core", "common", "utils", "util", "helpers", "helper", "misc"}
    named = [path for path in _sources() if dumping_grounds & set(path.with_suffix("").parts[-4:])]
    assert not named


def test_no_module_has_grown_too_long_to_hold_in_the_head() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in _sources()
    }
    assert not {name: length for name, length in lengths.items() if length >= MAX_LINES}


def test_nothing_is_left_to_do_later() -> None:
    later = re.compile(r"\b(?:" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"]) + r")\b")
    folders = [*PACKAGES, "templates", "static", "tests", "docs"]
    suffixes = {".py", ".html", ".css", ".js", ".svg", ".md", ".toml"}
    paths = [
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in suffixes and "node_modules" not in path.parts  # not ours: make audit
    ]
    assert len(paths) > 50
    assert not [path for path in paths if later.search(path.read_text(encoding="utf-8"))]


def test_a_web_worker_does_not_import_pandas(tmp_path: Path) -> None:
    program = (
        "import sys, django; django.setup(); import kpuntt.urls, kpuntt.wsgi; "
        "print(sorted({'pandas', 'numpy', 'openpyxl'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "kpuntt.settings",
            "KPUNTT_LOCAL": "true",
            "VAR_DIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == "[]"


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_hashes_and_no_index_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "http" not in text
    assert not re.search(r"--(find|extra|index)\b", text)
    pins = re.findall(r"^[a-z0-9]\S*", text, re.MULTILINE | re.IGNORECASE)
    assert pins
    assert all("==" in pin for pin in pins)
    assert len(re.findall(r"^[a-z0-9].* \\$", text, re.MULTILINE | re.IGNORECASE)) == len(pins)


@pytest.mark.parametrize("name", LOCKS)
def test_only_the_older_postgresql_driver_is_locked(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8").lower()
    assert not re.search(r"^psycopg(?:\[|==|-c|-pool)", text, re.MULTILINE)


def test_the_lock_holds_every_dependency_at_a_version_that_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {re.split(r"[\[<>=~!]", line)[0].lower() for line in project["project"]["dependencies"]}
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8").lower()
    locked = set(re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE))
    assert asked <= {name.replace("_", "-") for name in locked}


def test_every_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    blocks = re.findall(r"^(?:dependencies|dev) = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    assert len(blocks) == 2
    assert len(lines) > 15
    assert not [line for line in lines if not re.fullmatch(r'  "[^"]+", +# \w.{8,}', line)]
