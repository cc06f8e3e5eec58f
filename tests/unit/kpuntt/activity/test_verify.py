"""Every way of altering a log is found, and the first bad row is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from io import StringIO
from itertools import combinations
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from kpuntt.activity.chain import GENESIS, HASHED, BrokenChainError, Head, row_hash
from kpuntt.activity.models import Activity, LogHead
from kpuntt.activity.selectors import log_verify
from tests.unit.kpuntt.activity.conftest import LENGTH

NUMBERS = range(1, LENGTH + 1)
FORGED = "f" * 64


def _changes(row: Activity) -> dict[str, set[Any]]:
    """For each field values that its column takes and that differ from the value of ``row``."""
    values: dict[str, set[Any]] = {
        "at": {row.at + timedelta(microseconds=1), row.at - timedelta(days=400)},
        "actor_name": {row.actor_name + " ", "Alice"},
        "action": {"tarik", row.action.upper()},
        "area": {"budget", ""},
        "model": {"budget.budgetsnapshot", row.model + "s"},
        "slug": {row.slug + "-2", ""},
        "version": {None, 0, (row.version or 0) + 1},
        "note": {row.note + "\n", row.note + "."},
    }
    return {field: values[field] - {getattr(row, field)} for field in values}


def _fault(expect: str = "") -> str:
    """What is found wrong; the alteration is undone by ``_altered``."""
    try:
        log_verify(expect=expect)
    except BrokenChainError as error:
        return str(error)
    return ""


def _altered(alter: Callable[[], object], expect: str = "") -> str:
    """The fault found after ``alter``, which is then undone."""
    with transaction.atomic():
        alter()
        fault = _fault(expect)
        transaction.set_rollback(True)
    assert not _fault()
    return fault


def _change(number: int, /, **values: object) -> Callable[[], object]:
    return lambda: Activity.objects.filter(number=number).update(**values)


def _delete(*numbers: int) -> Callable[[], object]:
    return lambda: Activity.objects.filter(number__in=numbers).delete()


def _renumber(pairs: dict[int, int]) -> None:
    for old in pairs:
        Activity.objects.filter(number=old).update(number=old + 1000)
    for old, new in pairs.items():
        Activity.objects.filter(number=old + 1000).update(number=new)


def _forge(number: int, previous_hash: str) -> Activity:
    """Insert a row that was never written, with a hash that is right for it."""
    like = Activity.objects.order_by("number").values(*HASHED)[0]
    row = {**like, "number": number, "note": "Palsu", "previous_hash": previous_hash}
    return Activity.objects.create(**row, hash=row_hash(row))


def _rewrite(number: int, *, with_head: bool) -> None:
    """Change row ``number`` and give it and all after it the hashes that are then right."""
    Activity.objects.filter(number=number).update(note="Ditulis ulang.")
    before = Activity.objects.filter(number=number - 1).first()
    previous = before.hash if before else GENESIS
    for row in Activity.objects.filter(number__gte=number).order_by("number").values(*HASHED):
        changed = {**row, "previous_hash": previous}
        previous = row_hash(changed)
        values = {"previous_hash": changed["previous_hash"], "hash": previous}
        Activity.objects.filter(number=row["number"]).update(**values)
    if with_head:
        LogHead.objects.update(hash=previous)


def test_a_log_as_it_was_written_is_whole(log: list[Activity]) -> None:
    assert log_verify() == Head(LENGTH, log[-1].hash)
    for row in log:
        assert log_verify(expect=row.hash) == Head(LENGTH, log[-1].hash)


def test_the_log_of_the_loaded_data_is_whole(db: None) -> None:
    assert log_verify().number == Activity.objects.count() > 0


def test_an_empty_log_is_whole(log: list[Activity]) -> None:
    _delete(*NUMBERS)()
    LogHead.objects.all().delete()
    assert log_verify() == Head(0, GENESIS)
    assert log_verify(expect=GENESIS) == Head(0, GENESIS)


def test_the_changes_of_these_tests_cover_every_field(log: list[Activity]) -> None:
    named = {"number", "actor_id", "previous_hash"}
    assert set(_changes(log[0])) | named == set(HASHED)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_changed_field_is_found_in_its_row(log: list[Activity], number: int) -> None:
    for field, values in _changes(log[number - 1]).items():
        assert values
        for value in values:
            fault = _altered(_change(number, **{field: value}))
            assert fault == f"Isi baris {number} berubah: sidiknya tidak cocok."


def test_a_changed_actor_is_found_in_its_row(log: list[Activity], bob: User) -> None:
    carol = User.objects.create_user("carol")
    for row in log:
        for actor in {carol.pk, bob.pk, None} - {row.actor_id}:
            fault = _altered(_change(row.number, actor_id=actor))
            assert fault == f"Isi baris {row.number} berubah: sidiknya tidak cocok."


def test_a_changed_hash_link_or_number_is_found(log: list[Activity]) -> None:
    for number in NUMBERS:
        fault = _altered(_change(number, hash=FORGED))
        assert fault == f"Isi baris {number} berubah: sidiknya tidak cocok."
        fault = _altered(_change(number, previous_hash=FORGED))
        assert fault.startswith(f"Baris {number} disisipkan atau diubah")
        for other in (0, LENGTH + 1, LENGTH + 100):
            fault = _altered(_change(number, number=other))
            if other == 0:
                assert fault == "Baris 0 disisipkan: penomoran mulai dari 1."
            elif number < LENGTH:
                assert fault == f"Baris {number} hilang."
            else:
                assert fault.startswith(f"Baris {other} disisipkan")


def test_a_change_with_a_hash_made_right_breaks_the_next_link(log: list[Activity]) -> None:
    for number in NUMBERS:

        def alter(number: int = number) -> None:
            row = Activity.objects.filter(number=number).values(*HASHED).get()
            changed = row_hash({**row, "note": "Lain"})
            Activity.objects.filter(number=number).update(note="Lain", hash=changed)

        fault = _altered(alter)
        if number < LENGTH:
            assert fault.startswith(f"Baris {number + 1} tidak menyambung ke baris {number}")
        else:
            assert fault.startswith(f"Baris {LENGTH}: sidiknya tidak sama dengan yang dicatat")


def test_a_missing_row_and_a_cut_tail_are_found(log: list[Activity]) -> None:
    for number in range(1, LENGTH):
        assert _altered(_delete(number)) == f"Baris {number} hilang."
    for first in NUMBERS:
        fault = _altered(_delete(*range(first, LENGTH + 1)))
        assert fault == f"Ekor terpotong: baris {first} sampai {LENGTH} hilang."


def test_a_removed_row_is_found_when_the_others_move_up(log: list[Activity]) -> None:
    for number in range(1, LENGTH):

        def alter(number: int = number) -> None:
            _delete(number)()
            _renumber({old: old - 1 for old in range(number + 1, LENGTH + 1)})

        fault = _altered(alter)
        assert fault.startswith(
            f"Urutan berubah pada baris {number}: isinya semula bernomor {number + 1}"
        )


@pytest.mark.parametrize("right", [True, False], ids=["rightly linked", "linked anyhow"])
def test_an_inserted_row_is_found(log: list[Activity], right: bool) -> None:
    hashes = [GENESIS, *(row.hash for row in log)]
    for number in range(1, LENGTH + 2):

        def alter(number: int = number) -> None:
            _renumber({old: old + 1 for old in range(LENGTH, number - 1, -1)})
            # The column takes each link once, so the row that had it needs another.
            Activity.objects.filter(number=number + 1).update(previous_hash=FORGED)
            _forge(number, hashes[number - 1] if right else "e" * 64)

        fault = _altered(alter)
        bad = number + 1 if right and number <= LENGTH else number
        assert f"aris {bad} " in fault
        assert "disisipkan" in fault


def test_two_rows_that_were_swapped_are_found(log: list[Activity]) -> None:
    for one, other in combinations(NUMBERS, 2):

        def alter(one: int = one, other: int = other) -> None:
            _renumber({one: other, other: one})

        fault = _altered(alter)
        assert fault.startswith(f"Urutan berubah pada baris {one}: isinya semula bernomor {other}")


def test_a_rewritten_chain_is_found_by_its_head_or_by_a_hash_noted_earlier(
    log: list[Activity],
) -> None:
    for number in NUMBERS:
        alter = partial(_rewrite, number, with_head=True)
        fault = _altered(partial(_rewrite, number, with_head=False))
        assert fault.startswith(f"Baris {LENGTH}: sidiknya tidak sama")

        assert not _altered(alter)
        for row in log:
            fault = _altered(alter, expect=row.hash)
            rewritten = row.number >= number
            assert fault.startswith(f"Sidik {row.hash} tidak ada") == rewritten


def test_a_tail_cut_together_with_its_head_is_found_by_a_hash_noted_earlier(
    log: list[Activity],
) -> None:
    for first in NUMBERS:

        def alter(first: int = first) -> None:
            _delete(*range(first, LENGTH + 1))()
            kept = [GENESIS, *(row.hash for row in log)][first - 1]
            LogHead.objects.update(number=first - 1, hash=kept)

        assert not _altered(alter)
        assert _altered(alter, expect=log[-1].hash).startswith(f"Sidik {log[-1].hash} tidak ada")


def test_an_altered_head_is_found(log: list[Activity]) -> None:
    fault = _altered(lambda: LogHead.objects.update(hash=FORGED))
    assert "tidak sama dengan yang dicatat kepala" in fault
    fault = _altered(lambda: LogHead.objects.update(number=LENGTH + 1))
    assert fault.startswith("Ekor terpotong")
    fault = _altered(lambda: LogHead.objects.update(number=LENGTH - 1))
    assert fault.startswith(f"Baris {LENGTH} disisipkan")
    assert _altered(LogHead.objects.all().delete).startswith("Kepala catatan hilang")


@pytest.mark.parametrize("number", NUMBERS)
def test_a_value_that_its_column_cannot_hold_is_found(log: list[Activity], number: int) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite takes any value in any column")
    for value in ("kemarin", "2026-99-99", b"\x00", 5):

        def alter(value: Any = value) -> None:
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE activity_activity SET at = %s WHERE number = %s", [value, number]
                )

        fault = _altered(alter)
        assert fault.startswith((f"Isi baris sesudah nomor {number - 1}", f"Isi baris {number} "))


def test_the_command_says_how_long_the_log_is_and_its_last_hash(log: list[Activity]) -> None:
    out = StringIO()
    call_command("verify_log", stdout=out)
    sentence = f"Catatan kegiatan utuh: 6 baris, sidik terakhir {log[-1].hash}.\n"
    assert out.getvalue() == sentence
    call_command("verify_log", expect=f" {log[2].hash.upper()}\n", stdout=out)
    assert out.getvalue() == sentence * 2


def test_the_command_fails_with_the_first_bad_row(log: list[Activity]) -> None:
    with pytest.raises(CommandError, match="64 angka heksadesimal"):
        call_command("verify_log", expect=log[0].hash[:12])
    with pytest.raises(CommandError, match="tidak ada di catatan"):
        call_command("verify_log", expect=FORGED)
    Activity.objects.filter(number__gte=3).update(note="Lain")
    with pytest.raises(CommandError, match="Isi baris 3 berubah"):
        call_command("verify_log")
