"""Whoever holds a release can tell with stock programs that it is whole and whose it is."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError
from pytest_django import Settings

from tests.releases import FIRST, export

pytestmark = pytest.mark.django_db


def _run(folder: Path, *command: str, given: Path | None = None) -> int:
    text = given.read_bytes() if given else b""
    return subprocess.run(
        command, cwd=folder, input=text, capture_output=True, check=False
    ).returncode


def _sums_pass(folder: Path) -> bool:
    return _run(folder, "sha256sum", "--strict", "-c", "SHA256SUMS") == 0


def _is_signed(folder: Path, signer: str) -> bool:
    arguments = ("-f", "allowed_signers", "-I", signer, "-n", "file", "-s", "SHA256SUMS.sig")
    sums = folder / "SHA256SUMS"
    return _run(folder, "ssh-keygen", "-Y", "verify", *arguments, given=sums) == 0


@pytest.fixture
def key(tmp_path: Path, settings: Settings) -> Path:
    path = tmp_path / "kunci"
    command = ("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path))
    subprocess.run(command, check=True, capture_output=True)
    settings.RELEASE_SIGNING_KEY = str(path)
    settings.RELEASE_SIGNER = "rilis@data.contoh.go.id"
    return path


def test_the_checksums_pass_and_cover_all_that_is_older_than_they_are(shelf: Path) -> None:
    assert _sums_pass(shelf / FIRST)
    lines = (shelf / FIRST / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    covered = {line.partition("  ")[2] for line in lines}
    found = {str(path.relative_to(shelf / FIRST)) for path in (shelf / FIRST).rglob("*.*")}
    archive = f"kpu-ntt-{FIRST}.zip"
    assert covered == found - {archive, f"{archive}.sha256"}


@pytest.mark.parametrize("name", ["data/wilayah.csv", "semua-tabel.xlsx", "manifest.json"])
def test_one_flipped_bit_fails(shelf: Path, name: str) -> None:
    path = shelf / FIRST / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert not _sums_pass(shelf / FIRST)


def test_the_archive_holds_everything_and_has_its_own_checksum(shelf: Path, tmp_path: Path) -> None:
    folder = shelf / FIRST
    archive = f"kpu-ntt-{FIRST}.zip"
    assert _run(folder, "sha256sum", "-c", f"{archive}.sha256") == 0
    with zipfile.ZipFile(folder / archive) as opened:
        assert opened.namelist() == sorted(opened.namelist())
        opened.extractall(tmp_path)
    inside = tmp_path / f"kpu-ntt-{FIRST}"
    assert _sums_pass(inside)
    assert {path.name for path in inside.iterdir()} == {
        path.name for path in folder.iterdir() if not path.name.startswith(archive)
    }


def test_a_signature_verifies_with_the_file_beside_it_and_only_what_was_signed(
    tmp_path: Path, key: Path
) -> None:
    folder = tmp_path / "shelf" / FIRST
    export(FIRST, folder.parent)
    assert _is_signed(folder, "rilis@data.contoh.go.id")
    assert not _is_signed(folder, "orang@lain.example")
    with zipfile.ZipFile(folder / f"kpu-ntt-{FIRST}.zip") as archive:
        names = {Path(name).name for name in archive.namelist()}
        assert {"SHA256SUMS.sig", "allowed_signers"} <= names
        assert not any(b"PRIVATE" in archive.read(name) for name in archive.namelist())
    sums = folder / "SHA256SUMS"
    sums.write_bytes(sums.read_bytes().replace(b"0", b"1", 1))
    assert not _is_signed(folder, "rilis@data.contoh.go.id")


@pytest.mark.parametrize("fault", ["missing", "passphrase", "no key"])
def test_a_key_that_cannot_sign_releases_nothing(tmp_path: Path, key: Path, fault: str) -> None:
    if fault == "passphrase":
        _run(tmp_path, "ssh-keygen", "-p", "-q", "-P", "", "-N", "rahasia", "-f", str(key))
    elif fault == "no key":
        key.write_text("bukan kunci\n", encoding="utf-8")
    else:
        key.unlink()
    with pytest.raises(CommandError, match=r"tidak dapat menandatangani: .* RELEASE_SIGNING_KEY"):
        export(FIRST, tmp_path / "shelf")
    assert [path.name for path in (tmp_path / "shelf").iterdir()] == [".kunci"]
