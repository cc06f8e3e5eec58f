"""The portal that is audited, and one page of each kind in it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]

#: Pages that the sitemap does not list, and kinds whose first page says less than another.
BESIDES = (
    "/pemilih/dpt-pilkada-2024/",
    "/pemilih/dpt-pilkada-2024/?nama=sumba",
    "/pemilih/dpt-pilkada-2024/versi/1/",
    "/pemilih/pdpb-2022-semester-1/",
    "/kinerja/2024/versi/1/",
    "/kinerja/2024/pemutakhiran-tepat-waktu/",
    "/anggaran/2024/?urut=terbesar",
    "/anggaran/2024/CQ/",
    "/wilayah/?cari=5310",
    "/wilayah/53/",
    "/wilayah/banding/?kode=53.01&kode=53.71",
    "/data/daftar-pemilih/?urut=-jumlah",
    "/cari/?q=pemilih",
    "/cari/?q=malakka",
    "/cari/?q=tidakada",
    "/laporkan/?halaman=/pemilih/dpt-pilkada-2024/",
    "/tidak-ada/",
    "/data/wilayah/?wilayah=5310",
)
#: Pages of the staff that can be seen without an account; they exist in Indonesian only.
STAFF = ("/admin/login/", "/admin/sandi/")


@contextmanager
def portal(address: str | None) -> Iterator[str]:
    """Lend the address of a running portal: ``address``, or one with the real data made for this.

    The one made for this runs like ``make run``, in a temporary folder and on a free port.
    """
    if address:
        yield address.rstrip("/")
        return
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{probe.getsockname()[1]}"
        probe.close()
        own = {"KPUNTT_LOCAL": "true", "VAR_DIR": folder, "SITE_ORIGIN": f"http://{host}"}
        environment = {**os.environ, **own}
        for command in ("migrate", "load_data", "collectstatic --noinput"):
            subprocess.run(
                [sys.executable, "manage.py", *command.split(), "--verbosity", "0"],
                cwd=ROOT,
                env=environment,
                check=True,
            )
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "kpuntt.wsgi", "--bind", host),
                *("--workers", "3", "--threads", "4", "--no-control-socket"),
                *("--log-level", "warning"),
            ],
            cwd=ROOT,
            env=environment,
        )
        try:
            _wait_for(f"http://{host}/healthz")
            yield f"http://{host}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def kinds(address: str) -> list[str]:
    """Return one path of each kind of page that the sitemap lists, in both languages, and others.

    A kind is a view. The portal under ``address`` may have other data than this computer.
    """
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "kpuntt.settings",
            "KPUNTT_LOCAL": "true",
            "VAR_DIR": folder,
        }
        import django  # noqa: PLC0415 - after the settings are named

        django.setup()
    from django.urls import resolve  # noqa: PLC0415 - after the set-up
    from django.utils import translation  # noqa: PLC0415

    from kpuntt.language import ENGLISH, INDONESIAN, language_of, path_in  # noqa: PLC0415

    places = re.findall(r"<loc>([^<]*)</loc>", fetched(f"{address}/sitemap.xml"))
    paths = [urlsplit(place).path for place in places]
    with translation.override(INDONESIAN):
        views = {
            resolve(path).view_name: path
            for path in reversed(paths)
            if language_of(path) == INDONESIAN
        }
    both = [*dict.fromkeys([*reversed(views.values()), *BESIDES])]
    return [*both, *(path_in(ENGLISH, path) for path in both), *STAFF]


def fetched(address: str) -> str:
    """Return what the portal answers, whatever the status: pages of errors are pages, too."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - named by us
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        return error.read().decode()


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.1)
    sys.exit("Portal tidak menjawab dalam 30 detik; lihat pesan gunicorn di atas.")
