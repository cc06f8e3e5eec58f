"""What a table of the desk may hold only once."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q, UniqueConstraint

from budget.models import BudgetLine
from kpuntt.editing.inlines import GridInline
from kpuntt.editing.uniqueness import Once, constraints_of
from voters.models import Candidate, Contest


def test_the_unit_is_no_part_of_what_may_be_in_it_once() -> None:
    assert constraints_of(Contest, "report") == [Once(("name", "status"), ())]
    assert constraints_of(Candidate, "contest__report") == [Once(("contest_id", "order"), ())]
    assert constraints_of(BudgetLine, "snapshot") == [
        Once(("code",), ()),
        Once(("order", "suborder"), ()),
        Once((), (("level", "total"),)),
    ]


def test_a_condition_tells_which_rows_are_compared() -> None:
    once = Once((), (("level", "total"),))
    assert once.key({"level": "total"}) == ()
    assert once.key({"level": "program"}) is None


def test_what_is_blank_is_never_a_second_one() -> None:
    assert Once(("code",), ()).key({"code": ""}) is None
    assert Once(("order",), ()).key({"order": None}) is None
    assert Once(("order",), ()).key({"order": 0}) == (0,)


def test_each_table_of_the_desk_has_constraints_that_can_be_compared_row_by_row() -> None:
    models = {
        inline.model
        for room in admin.site._registry.values()
        for inline in room.inlines
        if issubclass(inline, GridInline)
    }
    assert len(models) > 8
    constraints = [
        item
        for model in models
        for item in model._meta.constraints
        if isinstance(item, UniqueConstraint)
    ]
    assert len(constraints) > 8
    for constraint in constraints:
        condition: Any = constraint.condition or Q()
        assert constraint.fields
        assert constraint.nulls_distinct is None
        assert (condition.connector, condition.negated) == (Q.AND, False)
        assert not [child for child in condition.children if "__" in child[0]]
