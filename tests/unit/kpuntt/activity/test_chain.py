from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kpuntt.activity.chain import GENESIS, HASHED, row_hash

ROW = {
    "number": 7,
    "at": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    "actor_id": None,
    "actor_name": "",
    "action": "muat",
    "area": "voters",
    "model": "voters.roll",
    "slug": "dpt",
    "version": 1,
    "note": "Salinan “resmi”",
    "previous_hash": GENESIS,
}
WORDS = st.text(st.sampled_from('a"\\,:{}1é\n'), max_size=4)
NUMBERS = st.integers(0, 3)
ROWS = st.fixed_dictionaries(
    {
        "number": NUMBERS,
        "at": st.integers(0, 2).map(lambda n: datetime(2026, 1, 1, microsecond=n, tzinfo=UTC)),
        "actor_id": st.none() | NUMBERS,
        "version": st.none() | NUMBERS,
        **dict.fromkeys(
            ("actor_name", "action", "area", "model", "slug", "note", "previous_hash"), WORDS
        ),
    }
)


def test_the_hash_is_that_of_a_text_which_anybody_can_write_down() -> None:
    text = (
        '{"action":"muat","actor_id":null,"actor_name":"","area":"voters",'
        '"at":"2026-01-02T03:04:05.000000+00:00","model":"voters.roll",'
        r'"note":"Salinan \u201cresmi\u201d","number":7,'
        f'"previous_hash":"{GENESIS}","slug":"dpt","version":1}}'
    )
    assert row_hash(ROW) == hashlib.sha256(text.encode()).hexdigest()


@given(ROWS, ROWS)
def test_two_rows_have_the_same_hash_only_if_every_field_is_the_same(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert set(one) == set(HASHED)
    assert (row_hash(one) == row_hash(other)) == (one == other)


@given(ROWS, st.sampled_from(HASHED), ROWS)
def test_a_change_of_one_field_changes_the_hash(
    row: dict[str, Any], field: str, other: dict[str, Any]
) -> None:
    changed = {**row, field: other[field]}
    assert (row_hash(changed) == row_hash(row)) == (changed == row)


def test_the_zone_in_which_a_time_is_read_does_not_matter() -> None:
    wita = timezone(timedelta(hours=8))
    assert row_hash({**ROW, "at": ROW["at"].astimezone(wita)}) == row_hash(ROW)  # type: ignore[attr-defined]
