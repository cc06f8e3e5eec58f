from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kpuntt.editing.merge import merge, same

CELLS = st.dictionaries(
    st.sampled_from("abc"), st.lists(st.sampled_from("123"), max_size=1), min_size=3
)
STATES = st.fixed_dictionaries({"": CELLS, "baris": CELLS})


@given(base=STATES, theirs=STATES)
def test_who_changed_nothing_keeps_what_is_stored(base: dict, theirs: dict) -> None:  # type: ignore[type-arg]
    found = merge(base=base, theirs=theirs, mine=base)
    assert found.values == theirs
    assert not found.collisions


@given(base=STATES, mine=STATES)
def test_what_nobody_else_touched_is_saved_as_typed(base: dict, mine: dict) -> None:  # type: ignore[type-arg]
    found = merge(base=base, theirs=base, mine=mine)
    assert found.values == mine
    assert not found.collisions


@given(base=STATES, theirs=STATES, mine=STATES)
def test_nothing_that_somebody_typed_is_lost(base: dict, theirs: dict, mine: dict) -> None:  # type: ignore[type-arg]
    found = merge(base=base, theirs=theirs, mine=mine)
    collided = {(cell.row, cell.field) for cell in found.collisions}
    for row, cells in base.items():
        for name, before in cells.items():
            kept = found.values[row][name]
            if not same(mine[row][name], before):
                assert same(kept, mine[row][name])
            if not same(theirs[row][name], before):
                assert same(kept, theirs[row][name]) or (row, name) in collided


def test_line_ends_and_blanks_are_no_change() -> None:
    assert same(["a\r\nb "], ["a\nb"])
    assert same([], [""])
    assert not same(["1"], ["2"])
