from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

ROOT: Path = settings.BASE_DIR
PRODUCTION = {
    "SECRET_KEY": "k9!" * 25 + "contoh-untuk-uji-saja",
    "ALLOWED_HOSTS": "data.contoh.go.id",
}
SHOW = (
    "import json; from kpuntt import settings; "
    "values = {name: value for name, value in vars(settings).items() if name.isupper()}; "
    "print(json.dumps(values, default=str))"
)


def _run(
    var: Path, environment: dict[str, str], *arguments: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(var), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def _values(var: Path, environment: dict[str, str]) -> dict[str, Any]:
    result = _run(var, environment, "-c", SHOW)
    assert result.returncode == 0, result.stderr
    values: dict[str, Any] = json.loads(result.stdout)
    return values


def _last_sentence(result: subprocess.CompletedProcess[str]) -> str:
    assert result.returncode != 0
    return result.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KPUNTT_LOCAL", "ture"),
        ("KPUNTT_LOCAL", "ya"),
        ("DEBUG", "flase"),
        ("HTTPS_BY_PROXY", "2"),
        ("SINGLE_PERSON_OFFICE", "satu"),
        ("HSTS_SECONDS", "setahun"),
    ],
)
def test_a_mistyped_value_stops_with_a_sentence_that_names_the_variable(
    tmp_path: Path, name: str, value: str
) -> None:
    sentence = _last_sentence(_run(tmp_path, {**PRODUCTION, name: value}, "-c", SHOW))
    assert "Pengaturan keliru" in sentence
    assert name in sentence
    assert sentence.endswith("jalankan lagi.")


def test_a_mistyped_switch_stops_every_command(tmp_path: Path) -> None:
    result = _run(tmp_path, {"KPUNTT_LOCAL": "ture"}, "manage.py", "check")
    assert result.returncode != 0
    assert "KPUNTT_LOCAL" in result.stderr


@pytest.mark.parametrize("key", ["", "terlalu-pendek", "x" * 49])
def test_production_without_a_long_secret_stops(tmp_path: Path, key: str) -> None:
    sentence = _last_sentence(_run(tmp_path, {**PRODUCTION, "SECRET_KEY": key}, "-c", SHOW))
    assert "SECRET_KEY belum diisi atau kurang dari 50 karakter" in sentence
    assert "KPUNTT_LOCAL=true" in sentence


def test_production_without_hosts_stops(tmp_path: Path) -> None:
    sentence = _last_sentence(_run(tmp_path, {**PRODUCTION, "ALLOWED_HOSTS": ""}, "-c", SHOW))
    assert "ALLOWED_HOSTS belum diisi" in sentence


@pytest.mark.parametrize(
    ("hosts", "origin", "expected"),
    [
        ("data.contoh.go.id", "", "https://data.contoh.go.id"),
        (".contoh.go.id,localhost", "", "https://contoh.go.id"),
        ("*", "https://portal.contoh.go.id", "https://portal.contoh.go.id"),
    ],
)
def test_absolute_addresses_begin_with_the_public_host(
    tmp_path: Path, hosts: str, origin: str, expected: str
) -> None:
    environment = {**PRODUCTION, "ALLOWED_HOSTS": hosts, "SITE_ORIGIN": origin}
    assert _values(tmp_path, environment)["SITE_ORIGIN"] == expected


@pytest.mark.parametrize(
    ("hosts", "origin"), [("*", ""), ("a.id", "https://a.id/"), ("a.id", "a.id")]
)
def test_an_origin_that_is_none_stops_with_a_sentence(
    tmp_path: Path, hosts: str, origin: str
) -> None:
    environment = {**PRODUCTION, "ALLOWED_HOSTS": hosts, "SITE_ORIGIN": origin}
    assert "SITE_ORIGIN" in _last_sentence(_run(tmp_path, environment, "-c", SHOW))


def test_a_stopped_start_leaves_no_file_behind(tmp_path: Path) -> None:
    _run(tmp_path / "var", {"SECRET_KEY": ""}, "-c", SHOW)
    assert not (tmp_path / "var").exists()


def test_production_passes_the_deployment_checks(tmp_path: Path) -> None:
    result = _run(tmp_path, PRODUCTION, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "no issues" in result.stdout


def test_production_is_the_default_and_is_strict(tmp_path: Path) -> None:
    values = _values(tmp_path, PRODUCTION)
    assert values["LOCAL"] is False
    assert values["DEBUG"] is False
    assert values["ALLOWED_HOSTS"] == ["data.contoh.go.id"]
    assert values["SECURE_SSL_REDIRECT"] is True
    assert values["SESSION_COOKIE_SECURE"] is True
    assert values["CSRF_COOKIE_SECURE"] is True
    assert values["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert values["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert not (tmp_path / "secret-key").exists()


def test_nothing_unsafe_is_allowed_by_the_content_policy(tmp_path: Path) -> None:
    directives = _values(tmp_path, PRODUCTION)["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert directives["default-src"] == ["'none'"]
    assert {source for sources in directives.values() for source in sources} == {"'none'", "'self'"}
    for name in ("frame-ancestors", "base-uri", "form-action"):
        assert name in directives


def test_the_address_of_a_proxy_is_believed_only_if_it_is_said_to_be_there(
    tmp_path: Path,
) -> None:
    assert "SECURE_PROXY_SSL_HEADER" not in _values(tmp_path, PRODUCTION)
    behind = _values(tmp_path, {**PRODUCTION, "HTTPS_BY_PROXY": "true"})
    assert behind["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]


def test_a_local_start_makes_its_own_secret_once_and_keeps_it_private(tmp_path: Path) -> None:
    first = _values(tmp_path, {"KPUNTT_LOCAL": "true"})
    second = _values(tmp_path, {"KPUNTT_LOCAL": "true"})
    assert len(first["SECRET_KEY"]) >= 50
    assert first["SECRET_KEY"] == second["SECRET_KEY"]
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert first["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost"]
    assert first["DEBUG"] is False
    assert first["SECURE_SSL_REDIRECT"] is False


def test_sqlite_waits_for_a_lock_and_loses_nothing_on_a_power_cut(tmp_path: Path) -> None:
    options = _values(tmp_path, {"KPUNTT_LOCAL": "true"})["DATABASES"]["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] > 0
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]


def test_a_postgresql_address_is_taken_with_a_time_limit_on_reads(tmp_path: Path) -> None:
    environment = {**PRODUCTION, "DATABASE_URL": "postgres://portal@127.0.0.1:5432/portal"}
    database = _values(tmp_path, environment)["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["CONN_HEALTH_CHECKS"] is True
    assert "statement_timeout" in database["OPTIONS"]["options"]


def test_a_server_without_a_mail_address_sends_no_mail_and_prints_none(tmp_path: Path) -> None:
    silent = _values(tmp_path, PRODUCTION)
    assert silent["EMAIL_BACKEND"].endswith("dummy.EmailBackend")
    assert silent["RESET_BY_MAIL"] is False
    told = _values(tmp_path, {**PRODUCTION, "EMAIL_URL": "submission://u:p@surel.contoh.go.id:587"})
    assert (told["EMAIL_HOST"], told["EMAIL_USE_TLS"]) == ("surel.contoh.go.id", True)
    assert told["RESET_BY_MAIL"] is True
    assert _values(tmp_path, {"KPUNTT_LOCAL": "true"})["EMAIL_BACKEND"].endswith(
        "console.EmailBackend"
    )


def test_a_mail_address_of_an_unknown_kind_stops_the_start(tmp_path: Path) -> None:
    environment = {**PRODUCTION, "EMAIL_URL": "pos://surel.contoh.go.id"}
    assert "EMAIL_URL keliru" in _last_sentence(_run(tmp_path, environment, "-c", SHOW))
