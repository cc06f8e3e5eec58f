"""Numbers under concurrency need processes that commit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.own_database import OwnDatabase, process_environment, result, start

WRITERS = 4
EACH = 12

#: Every third report is taken back, as when a process dies before its commit.
WRITE = """
import sys, django
django.setup()
from django.db import transaction
from kpuntt.reports import limits, services
limits.PER_HOUR = limits.PER_ADDRESS = 1000
for number in range(EACH):
    with transaction.atomic():
        services.report_add(
            path="/wilayah/53.07/", place="", message="x" * 20, email="",
            form=f"{sys.argv[1]}-{number}", sender=None,
        )
        transaction.set_rollback(number % 3 == 2)
""".replace("EACH", str(EACH))

#: One form that reaches the server several times at once, as after impatient clicks.
SAME = WRITE.replace('f"{sys.argv[1]}-{number}"', '"sama"').replace("number % 3 == 2", "False")

READ = """
import django
django.setup()
from kpuntt.reports.models import FigureReport
print(*sorted(number[7:] for number in FigureReport.objects.values_list("number", flat=True)))
"""


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of processes with a database of their own."""
    environment = process_environment(tmp_path)
    with OwnDatabase("kpuntt_reports", environment):
        yield environment


def test_numbers_of_reports_that_come_at_once_have_no_gap_and_a_form_counts_once(
    environment: dict[str, str],
) -> None:
    result(start(environment, "manage.py", "migrate", "--verbosity", "0"))
    for program, kept in ((WRITE, WRITERS * EACH * 2 // 3), (SAME, WRITERS * EACH * 2 // 3 + 1)):
        writers = [start(environment, "-c", program, str(number)) for number in range(WRITERS)]
        for writer in writers:
            result(writer)
        expected = [f"{serial:04d}" for serial in range(1, kept + 1)]
        assert result(start(environment, "-c", READ)).split() == expected
