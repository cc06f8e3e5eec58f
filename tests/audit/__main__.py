"""Audit a portal: ``python -m tests.audit [--portal ADDRESS] [--runs N] [--only html|lighthouse]``.

Without an address it serves one of its own. It prints each fault with its address, then a table,
and ends with 1 if a page does not meet the contract: no fault of markup, four times 100, the
largest paint within a second, nothing that moves.
"""

from __future__ import annotations

import argparse
import sys

from tests.audit.markup import JAR, css_faults, html_faults
from tests.audit.portal import kinds, portal
from tests.audit.speed import PAGES, PROGRAM, measured


def main() -> None:
    """Run the audits that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.audit")
    parser.add_argument("--portal", metavar="ALAMAT", help="portal yang sudah berjalan")
    parser.add_argument("--runs", type=int, default=3, help="pengukuran ulang paling banyak")
    parser.add_argument("--only", choices=("html", "lighthouse"))
    options = parser.parse_args()
    if not (JAR.exists() and PROGRAM.exists()):
        sys.exit("Program pemeriksa belum terpasang. Jalankan npm ci --prefix tests/audit.")
    with portal(options.portal) as address:
        kept = options.only == "lighthouse" or _markup(address)
        kept &= options.only == "html" or _speed(address, options.runs)
    sys.exit(0 if kept else 1)


def _markup(address: str) -> bool:
    paths = kinds(address)
    faults = [*html_faults(address, paths), *css_faults()]
    _say("\n".join([*faults, f"Nu: {len(paths)} halaman, {len(faults)} kesalahan"]))
    return not faults


def _speed(address: str, runs: int) -> bool:
    _say(f"{'halaman':16} kinerja akses praktik SEO {'LCP':>8} {'CLS':>6} {'bita':>7} komputer")
    kept = True
    for name, path in PAGES.items():
        found = measured(address + path, runs)
        performance, access, practices, search = found.scores
        _say(
            f"{name:16} {performance:7} {access:5} {practices:7} {search:3} "
            f"{found.largest_paint / 1000:6.2f} s {found.shift:6.3f} {found.bytes:7} "
            f"{found.computer:8.0f}{'' if found.keeps() else '  ← ' + ', '.join(found.lost)}"
        )
        kept &= found.keeps()
    return kept


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
