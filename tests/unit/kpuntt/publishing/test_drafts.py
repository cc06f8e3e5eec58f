"""Saving drafts: of two saves of the same content exactly one happens."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User

from kpuntt.publishing.drafts import DraftChanged, DraftClosed, draft_save
from kpuntt.publishing.history import recording, unrecorded
from kpuntt.publishing.services import publication_submit
from tests.own_database import OwnDatabase
from voters.models import Roll, RollLine

ROUNDS = int(os.environ.get("ROUNDS", "10"))


@pytest.mark.django_db
def test_a_save_counts_up_and_tells_who_and_why(draft: Roll, alice: User) -> None:
    line = draft.lines.get()
    line.male = 101

    def write() -> None:
        line.save()

    draft_save(unit=draft, edits=0, actor=alice, reason="Sesuai sumber.", write=write)
    draft.refresh_from_db()
    record = line.history.first()
    assert draft.edits == 1
    assert (record.history_user, record.history_change_reason) == (alice, "Sesuai sumber.")
    assert record.male == 101


@pytest.mark.django_db
def test_a_save_of_older_content_writes_nothing(draft: Roll, alice: User, bob: User) -> None:
    draft_save(unit=draft, edits=0, actor=alice)
    stale = Roll.objects.get(pk=draft.pk)
    stale.title = "Lain"
    with pytest.raises(DraftChanged):
        draft_save(unit=stale, edits=0, actor=bob, fields=["title"], write=_never)
    stale.refresh_from_db()
    assert (stale.title, stale.edits) == ("PDPB Triwulan I 2026", 1)


def _never() -> None:
    pytest.fail("lines were written")


@pytest.mark.django_db
def test_only_a_draft_is_saved(draft: Roll, alice: User) -> None:
    publication_submit(unit=draft, actor=alice)
    with pytest.raises(DraftClosed, match="keadaannya sekarang “Diajukan”"):
        draft_save(unit=draft, edits=0, actor=alice, write=_never)


@pytest.mark.django_db
def test_a_failing_line_takes_the_whole_save_back(draft: Roll, alice: User) -> None:
    def fail() -> None:
        RollLine.objects.filter(roll=draft).update(male=5)
        raise ValueError("rusak")

    with pytest.raises(ValueError, match="rusak"):
        draft_save(unit=draft, edits=0, actor=alice, write=fail)
    stored = Roll.objects.get(pk=draft.pk)
    assert (stored.edits, stored.lines.get().male) == (0, 100)


@pytest.mark.django_db
def test_everything_in_one_recording_has_one_time(draft: Roll, alice: User) -> None:
    with recording(actor=alice, reason="a"):
        draft.save()
        draft.lines.get().save()
    times = {
        draft.history.first().history_date,
        draft.lines.get().history.first().history_date,
    }
    assert len(times) == 1


@pytest.mark.django_db
def test_loaders_write_no_history(draft: Roll) -> None:
    before = Roll.history.count()
    with unrecorded():
        draft.save()
    assert Roll.history.count() == before


# -- Two at once ---------------------------------------------------------------------------------


#: One of two writers: in each round it saves what it read before both were let go.
WRITER = """
import json, sys
from django.contrib.auth.models import User
from voters.models import Roll
from kpuntt.publishing.drafts import DraftChanged, draft_save

pk, actor = int(sys.argv[-2]), User.objects.get(pk=int(sys.argv[-1]))
for number, _line in enumerate(sys.stdin):
    roll = Roll.objects.get(pk=pk)
    line = roll.lines.get()
    line.male += 1
    print("siap", flush=True)
    sys.stdin.readline()
    try:
        draft_save(unit=roll, edits=roll.edits, actor=actor, write=line.save)
    except DraftChanged:
        print("kalah", flush=True)
    else:
        print("menang", flush=True)
"""

#: Makes the draft and its two editors in a database of their own.
SEED = """
import datetime, json
from django.contrib.auth.models import User
from kpuntt.provenance.models import Citation, Document
from kpuntt.regions.models import Region
from voters.models import Roll, RollLine

Region.objects.create(code="53", name="NTT", kind="provinsi", level="provinsi")
document = Document.objects.create(slug="uji", title="Uji", kind="laporan", publisher="Uji")
roll = Roll.objects.create(
    slug="uji", title="Uji", kind="pdpb", period_kind="triwulan", period_number=1, year=2026,
    as_of=datetime.date(2026, 4, 2),
)
citation = Citation.objects.create(document=document, place="")
RollLine.objects.create(roll=roll, region_id="53", male=0, citation=citation)
people = [User.objects.create_user(name).pk for name in ("satu", "dua")]
print(json.dumps([roll.pk, *people]))
"""

COUNT = """
import json, sys
from voters.models import Roll
roll = Roll.objects.get(pk=int(sys.argv[-1]))
line = roll.lines.get()
print(json.dumps([roll.edits, line.male, line.history.filter(history_type="~").count()]))
"""


def _command(code: str, *arguments: object) -> list[str]:
    program = f"import sys, django; django.setup()\n{code}"
    return [sys.executable, "-c", program, *map(str, arguments)]


@pytest.fixture
def own_database(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of processes that share a database of their own."""
    environment = {
        **os.environ,
        "KPUNTT_LOCAL": "true",
        "VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "kpuntt.settings",
    }
    with OwnDatabase("kpuntt_rounds", environment):
        _run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], environment)
        yield environment


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


def test_of_two_people_who_save_one_row_at_the_same_time_one_wins_and_nothing_is_lost(
    own_database: dict[str, str],
) -> None:
    pk, *people = json.loads(_run(_command(SEED), own_database))
    writers = [
        subprocess.Popen(
            _command(WRITER, pk, person),
            cwd=settings.BASE_DIR,
            env=own_database,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for person in people
    ]
    try:
        for _round in range(ROUNDS):
            _tell(writers)
            assert _heard(writers) == ["siap", "siap"]
            _tell(writers)
            assert sorted(_heard(writers)) == ["kalah", "menang"]
    finally:
        for writer in writers:
            writer.communicate()
    assert json.loads(_run(_command(COUNT, pk), own_database)) == [ROUNDS, ROUNDS, ROUNDS]


def _tell(writers: list[subprocess.Popen[str]]) -> None:
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()


def _heard(writers: list[subprocess.Popen[str]]) -> list[str]:
    return [writer.stdout.readline().strip() for writer in writers if writer.stdout is not None]
