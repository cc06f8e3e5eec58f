"""The laws of evidence tables: staff and legal documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpuntt.language import gettext_noop as _
from kpuntt.reconciliation import Check, Rule, check_equal, check_sum

STAFF_TOTAL = Rule(
    "JUMLAH-PEGAWAI",
    _("Baris pegawai menjadi jumlah tercetak"),
    _("jumlah semua baris = baris TOTAL"),
    "Laporan Kinerja BAB I D, tabel pegawai",
)
STAFF_ROW = Rule(
    "PNS+PPNPN=JUMLAH",
    _("PNS dan PPNPN menjadi jumlah"),
    _("PNS + PPNPN = jumlah"),
    "Laporan Kinerja BAB I D, tabel pegawai",
)
STAFF_NARRATIVE = Rule(
    "RINCIAN-PEGAWAI",
    _("Rincian dalam uraian menjadi jumlahnya"),
    _("struktural + fungsional khusus + fungsional umum + PPNPN = seluruh pegawai"),
    "Laporan Kinerja BAB I D, uraian di atas tabel pegawai",
)
STAFF_PLACES = Rule(
    "URAIAN-TABEL-PEGAWAI",
    _("Uraian dan tabel menyebut jumlah yang sama"),
    _("jumlah dalam uraian = jumlah dalam tabel pegawai"),
    "Laporan Kinerja BAB I D",
)
LEGAL_TOTAL = Rule(
    "JUMLAH-PRODUK-HUKUM",
    _("Baris produk hukum menjadi jumlah tercetak"),
    _("jumlah semua baris = baris Jumlah"),
    "Laporan Kinerja BAB III C, tabel pengelolaan dokumentasi hukum",
)


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A row of the staff table; ``kind`` says whether it is a post, a section or the total."""

    name: str
    kind: str
    figures: Mapping[str, int | None]


def check_staff_rows(rows: Sequence[StaffRow], total: StaffRow | None) -> Iterator[Check]:
    """Yield the checks of the staff table: each row by itself, then each printed total."""
    for row in (*rows, *([total] if total else [])):
        yield check_sum(
            STAFF_ROW,
            row.name,
            {name: row.figures.get(name) for name in ("PNS", "PPNPN")},
            row.figures.get("jumlah"),
            printed_name="jumlah",
        )
    if total:
        for column in ("jumlah", "PNS", "PPNPN"):
            yield check_sum(
                STAFF_TOTAL,
                f"Tabel pegawai, {column}",
                {row.name: row.figures.get(column) for row in rows},
                total.figures.get(column),
                printed_name=f"TOTAL {column}",
            )


def check_staff_statements(
    stated: Mapping[str, int | None], rows: Sequence[StaffRow], total: StaffRow | None
) -> Iterator[Check]:
    """Yield the checks of the numbers in the text: among themselves and against the table.

    Each section is led by one structural officer, and its other civil servants are the general
    functional staff. Whoever is not PPNPN is PNS, as in the table.
    """
    parts = ("struktural", "fungsional khusus", "fungsional umum", "PPNPN")
    yield check_sum(
        STAFF_NARRATIVE,
        "Uraian pegawai",
        {name: stated.get(name) for name in parts},
        stated.get("seluruh pegawai"),
        printed_name="seluruh pegawai",
    )
    printed = total.figures if total else {}
    structural = _total(
        1 if row.kind == "subbagian" else row.figures.get("jumlah")
        for row in rows
        if row.kind in {"struktural", "subbagian"}
    )
    special = _total(row.figures.get("jumlah") for row in rows if row.kind == "fungsional")
    general = _total(
        None if (pns := row.figures.get("PNS")) is None else pns - 1
        for row in rows
        if row.kind == "subbagian"
    )
    servants = _total(stated.get(name) for name in parts[:3])
    for name, in_text, in_table in (
        ("seluruh pegawai", stated.get("seluruh pegawai"), printed.get("jumlah")),
        ("struktural", stated.get("struktural"), structural),
        ("fungsional khusus", stated.get("fungsional khusus"), special),
        ("fungsional umum", stated.get("fungsional umum"), general),
        ("bukan PPNPN (PNS)", servants, printed.get("PNS")),
        ("PPNPN", stated.get("PPNPN"), printed.get("PPNPN")),
    ):
        yield check_equal(
            STAFF_PLACES,
            f"Pegawai, {name}",
            in_text,
            in_table,
            printed_name=f"{name} dalam uraian",
            other_name=f"{name} dalam tabel",
        )


def _total(values: Iterable[int | None]) -> int | None:
    """Return the sum, or nothing if there are no values or one of them is missing."""
    known = list(values)
    counts = [value for value in known if value is not None]
    return sum(counts) if counts and len(counts) == len(known) else None


def check_legal_totals(
    rows: Mapping[str, Mapping[str, int | None]], total: Mapping[str, int | None]
) -> Iterator[Check]:
    """Yield a check per column of the JDIH table: rows (name → column → count) and total."""
    for column, printed in total.items():
        yield check_sum(
            LEGAL_TOTAL,
            f"Produk hukum, {column}",
            {name: figures.get(column) for name, figures in rows.items()},
            printed,
            printed_name=f"Jumlah {column}",
        )
