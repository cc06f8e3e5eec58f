"""What the tables of the voters' area share: regions, sexes, and the headings for them."""

from __future__ import annotations

from collections.abc import Sequence

from kpuntt.imports.kinds import Record
from kpuntt.regions.models import Region

PROVINCE = "53"
REGION = "kode_wilayah"
MALE = ("L", "Lk", "Laki-laki", "Pria")
FEMALE = ("P", "Pr", "Perempuan", "Wanita")
TOTAL = ("Jumlah", "L+P", "Total", "L/P", "Jml")
#: Headings of names and codes, of which a table may have both.
PLACE_ALIASES = (
    "Kabupaten/Kota",
    "Kab/Kota",
    "Kabupaten",
    "Kabupaten Kota",
    "Nama Kabupaten/Kota",
    "Nama Kab/Kota",
    "Nama Kecamatan",
    "Wilayah",
    "Nama Wilayah",
    "Kode Wilayah",
    "Kode",
)
REGION_ALIASES = (*PLACE_ALIASES, "Kecamatan", "Desa/Kelurahan")


def regions_of(records: Sequence[Record]) -> dict[str, Region]:
    """Return the regions of the rows by code."""
    codes = {record.values[REGION] for record in records}
    return Region.objects.in_bulk(codes)
