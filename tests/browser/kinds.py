"""Which public pages are of the same kind, and the pages that no sitemap lists."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.urls import resolve
from django.utils import translation

from kpuntt.language import INDONESIAN, language_of

#: Pages that the sitemap does not list: versions, filters, orders, an unknown name.
BESIDES = (
    "/berita/2025/07/pleno-pdpb-semester-pertama/versi/1/",
    "/berita/?sebelum=2025-07-04",
    "/berita/wilayah/53.20/",
    "/pemilih/dpt-pilkada-2024/versi/1/",
    "/pemilih/dpt-pilkada-2024/?nama=sumba",
    "/pemilihan/pilgub-2024/versi/1/",
    "/wilayah/?cari=5310",
    "/cari/?q=pemilih",
    "/cari/?q=tidakada",
    "/kinerja/2024/versi/1/",
    "/anggaran/2024/?urut=terbesar",
    "/anggaran/realisasi-2024-12/versi/1/",
    "/temuan/?bidang=budget",
    "/data/daftar-pemilih/?urut=-jumlah",
)
#: Pages that one template makes from so different things that they count as kinds of their own.
PARTICULAR = (
    "/pemilih/dpt-pilkada-2024/",
    "/pemilihan/pilgub-2024/",
    "/wilayah/53.07/",
    "/wilayah/banding/?kode=53.07&kode=53.08",
    "/anggaran/2024/CQ.6709.tidak-dirinci/",
    "/berita/2025/07/pleno-pdpb-semester-pertama/",
    "/cari/?q=pemilih",
    "/data/daftar-pemilih/?wilayah=53.07",
    "/laporkan/?halaman=/pemilih/dpt-pilkada-2024/",
)


def kinds(addresses: Iterable[str]) -> list[str]:
    """Return one page of each kind, which is what one view shows; in the language of the pages."""
    found: dict[str, str] = {}
    for address in addresses:
        found.setdefault(_view(address), address)
    return list(found.values())


def in_indonesian(addresses: Iterable[str]) -> list[str]:
    """Return the Indonesian pages among ``addresses``."""
    return [address for address in addresses if language_of(address) == INDONESIAN]


def in_english(addresses: Iterable[str]) -> list[str]:
    """Return the English pages among ``addresses``."""
    return [address for address in addresses if language_of(address) != INDONESIAN]


def every_kind(addresses: Iterable[str]) -> list[str]:
    """Return one Indonesian page of each kind, and the particular ones."""
    return list(dict.fromkeys([*kinds(in_indonesian(addresses)), *PARTICULAR]))


def _view(address: str) -> str:
    with translation.override(language_of(address)):
        return resolve(urlsplit(address).path).view_name
