"""How many reports are taken: from one address and from all, in an hour; and how many wait."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from ipaddress import ip_network

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from kpuntt.language import gettext as _
from kpuntt.reports.models import FigureReport

HOUR = 3600
#: A whole village may share one address of its mobile network.
PER_ADDRESS = 5
PER_HOUR = 60
#: More cannot be read; it also bounds what a flood of weeks can store.
WAITING = 1000


class TooManyReportsError(Exception):
    """No report is taken now; the message says why and what to do, to the reader."""


def refuse_flood(now: datetime) -> None:
    """Raise ``TooManyReportsError`` if all readers together have sent too much.

    Counted in the database, where nothing is evicted; the caller holds the lock of all reports.
    """
    if FigureReport.objects.filter(created_at__gt=now - timedelta(seconds=HOUR)).count() >= (
        PER_HOUR
    ):
        raise TooManyReportsError(
            _(
                "Dalam satu jam terakhir sudah masuk terlalu banyak laporan dari semua pembaca. "
                "Kirim lagi satu jam kemudian; isian Anda masih ada di bawah."
            )
        )
    if FigureReport.objects.open().count() >= WAITING:
        raise TooManyReportsError(
            _(
                "Terlalu banyak laporan masih menunggu jawaban petugas, sehingga laporan baru "
                "belum dapat diterima. Simpan isian Anda dan kirim lagi beberapa hari kemudian."
            )
        )


def count_sender(address: str | None) -> None:
    """Count one report from ``address``; raise ``TooManyReportsError`` if it has sent enough.

    Only a keyed hash of the address and the times of its reports are kept, for an hour, in the
    cache. It is called for reports that are otherwise taken, so the ceiling of all readers bounds
    what it stores.
    """
    key = "pelapor:" + salted_hmac("kpuntt.reports.sender", _network(address)).hexdigest()
    now = time.time()
    times = [at for at in cache.get(key, ()) if at > now - HOUR]
    if len(times) >= PER_ADDRESS:
        raise TooManyReportsError(
            _(
                "Dari sambungan internet Anda sudah masuk %(n)d laporan dalam satu jam terakhir. "
                "Kirim lagi satu jam kemudian; isian Anda masih ada di bawah."
            )
            % {"n": PER_ADDRESS}
        )
    cache.set(key, (*times, now), timeout=HOUR)


def _network(address: str | None) -> str:
    """Return the address; of the newer protocol its network, since one home owns all of that."""
    if address is None:
        return ""
    return str(ip_network(f"{address}/64", strict=False)) if ":" in address else address
