"""An operator of a regency or city neither sees nor reaches the drafts of another one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory
from django.urls import ResolverMatch

from kpuntt.provenance.models import Citation
from kpuntt.publishing.models import PublicationState
from kpuntt.regions.models import Region
from kpuntt.staff.models import StaffProfile
from kpuntt.staff.roles import RoleName
from kpuntt.staff.scope import (
    NOWHERE,
    RegionScopedAdmin,
    RegionScopedInline,
    region_scope,
    scoped,
)
from voters.models import Roll, RollLine, RollReason

pytestmark = pytest.mark.django_db


class LineRoom(RegionScopedAdmin):
    """An editable room such as the roll's own will be."""

    public_rows = Q(roll__state=PublicationState.PUBLISHED)
    editable_rows = Q(roll__state=PublicationState.DRAFT)
    list_display = ["region", "total"]
    search_fields = ["region__name"]
    fields = ["roll", "region", "total", "citation"]
    actions = ["empty"]

    @admin.action(description="Kosongkan")
    def empty(self, _request: HttpRequest, queryset: QuerySet[RollLine]) -> None:
        RollLine.objects.filter(pk__in=queryset.values("pk")).update(total=None)


class ReasonRoom(RegionScopedAdmin):
    region_path = "line__region"


class LineInline(RegionScopedInline, admin.TabularInline):  # type: ignore[type-arg]
    model = RollLine


@pytest.fixture
def site() -> admin.AdminSite:
    site = admin.AdminSite()
    site.register(RollLine, LineRoom)
    site.register(RollReason, ReasonRoom)
    return site


@pytest.fixture
def room(site: admin.AdminSite) -> LineRoom:
    found = site.get_model_admin(RollLine)
    assert isinstance(found, LineRoom)
    return found


@pytest.fixture
def operator(db: None) -> User:
    """The operator of 53.07."""
    user = User.objects.create_user("operator-53-07", is_staff=True)
    user.groups.add(Group.objects.get(name=RoleName.OPERATOR_REGENCY))
    StaffProfile.objects.create(user=user, region_id="53.07")
    return user


@pytest.fixture
def lines(draft: Roll) -> dict[str, RollLine]:
    """A draft with a line of 53.07, of a district in it, and of 53.08."""
    citation = Citation.objects.order_by("pk")[0]
    district = Region.objects.filter(parent="53.07").order_by("code").first()
    made = {"own": draft.lines.get()}
    if district is not None:
        made["inside"] = RollLine.objects.create(roll=draft, region=district, citation=citation)
    made["other"] = RollLine.objects.create(
        roll=draft, region_id="53.08", total=9, citation=citation
    )
    return made


def _request(user: Any, method: str = "GET", **data: Any) -> HttpRequest:
    request = getattr(RequestFactory(), method.lower())("/", data)
    request.user = user
    request.session = {}
    request._messages = FallbackStorage(request)
    return request  # type: ignore[no-any-return]


def _codes(rows: QuerySet[RollLine], roll: Roll) -> set[str]:
    return set(rows.filter(roll=roll).values_list("region_id", flat=True))


def test_the_scope_is_the_region_of_the_profile(operator: User) -> None:
    assert region_scope(operator) == "53.07"


def test_without_a_region_the_province_is_open_but_not_to_an_operator_of_a_regency(
    operator: User, alice: User
) -> None:
    assert region_scope(alice) is None
    StaffProfile.objects.filter(user=operator).update(region=None)
    assert region_scope(operator) == NOWHERE
    assert not scoped(RollLine.objects.all(), operator, "region").exists()
    StaffProfile.objects.filter(user=operator).update(region="53")
    assert region_scope(operator) == NOWHERE


def test_nobody_and_disabled_accounts_have_no_region_at_all(operator: User) -> None:
    operator.is_active = False
    for somebody in (AnonymousUser(), operator):
        assert not scoped(RollLine.objects.all(), somebody, "region").exists()


def test_scoped_rows_are_those_of_the_region_and_below_and_never_twice(
    operator: User, lines: dict[str, RollLine], draft: Roll
) -> None:
    own = {line.region_id for name, line in lines.items() if name != "other"}
    assert _codes(scoped(RollLine.objects.all(), operator, "region"), draft) == own
    rolls = scoped(Roll.objects.filter(pk=draft.pk), operator, "lines__region")
    assert list(rolls) == [draft]
    assert not scoped(Region.objects.all(), operator, "").exclude(code__startswith="53.07").exists()
    assert scoped(Region.objects.all(), operator, "").filter(code="53.07").exists()


def test_a_code_that_only_begins_alike_is_another_region(operator: User, alice: User) -> None:
    StaffProfile.objects.filter(user=operator).update(region="53.01")
    codes = scoped(Region.objects.all(), operator, "").values_list("code", flat=True)
    assert all(code == "53.01" or code.startswith("53.01.") for code in codes)


def test_a_list_shows_own_drafts_and_what_the_public_reads(
    room: LineRoom, operator: User, lines: dict[str, RollLine], draft: Roll
) -> None:
    rows = room.get_queryset(_request(operator))
    assert "53.08" not in _codes(rows, draft)
    assert "53.07" in _codes(rows, draft)
    published = Roll.objects.published().get(slug="dpt-pilkada-2024")
    assert "53.08" in _codes(rows, published)
    assert "53.08" not in _codes(room.get_queryset(_request(operator, "POST")), published)


@pytest.mark.parametrize("view", ["changeform_view", "history_view", "delete_view"])
def test_a_row_outside_is_404_in_every_form(
    room: LineRoom, operator: User, lines: dict[str, RollLine], view: str
) -> None:
    request = _request(operator)
    with pytest.raises(Http404):
        getattr(room, view)(request, str(lines["other"].pk))


def test_own_lines_of_drafts_can_be_changed_and_nothing_else(
    room: LineRoom, operator: User, lines: dict[str, RollLine], draft: Roll
) -> None:
    request = _request(operator)
    published = RollLine.objects.get(roll__slug="dpt-pilkada-2024", region="53.07")
    assert room.has_change_permission(request, lines["own"])
    assert not room.has_change_permission(request, lines["other"])
    assert not room.has_change_permission(request, published)
    assert not room.has_delete_permission(request, published)
    assert room.has_view_permission(request, published)
    Roll.objects.filter(pk=draft.pk).update(state=PublicationState.SUBMITTED)
    assert not room.has_change_permission(request, lines["own"])


def test_the_choices_of_a_form_are_own_regions_and_own_rows(
    room: LineRoom, site: admin.AdminSite, operator: User, lines: dict[str, RollLine]
) -> None:
    request = _request(operator)
    field: Any = room.formfield_for_foreignkey(
        RollLine._meta.get_field("region"),
        request,
    )
    assert field.queryset.filter(code="53.07").exists()
    assert not field.queryset.filter(code="53.08").exists()
    form = room.get_form(request)
    bound = form({"roll": lines["own"].roll_id, "region": "53.08", "citation": 1})
    assert "region" in bound.errors
    reasons = site.get_model_admin(RollReason)
    line: Any = reasons.formfield_for_foreignkey(
        RollReason._meta.get_field("line"),
        request,
    )
    assert lines["own"] in line.queryset
    assert lines["other"] not in line.queryset


def test_an_autocompletion_offers_own_rows_only(
    room: LineRoom, operator: User, lines: dict[str, RollLine]
) -> None:
    request = _request(operator)
    request.resolver_match = ResolverMatch(print, (), {}, "autocomplete")
    rows, _more = room.get_search_results(request, room.get_queryset(request), "")
    assert set(rows.values_list("region_id", flat=True)) <= {
        line.region_id for name, line in lines.items() if name != "other"
    }


def test_an_action_reaches_own_drafts_only(
    room: LineRoom, operator: User, lines: dict[str, RollLine]
) -> None:
    published = RollLine.objects.get(roll__slug="dpt-pilkada-2024", region="53.07")
    chosen = [lines["own"].pk, lines["other"].pk, published.pk]
    request = _request(operator, "POST", action="empty", _selected_action=chosen, index="0")
    rows = RollLine.objects.filter(pk__in=chosen)
    room.response_action(request, rows)
    for line in (*lines.values(), published):
        line.refresh_from_db()
    assert lines["own"].total is None
    assert lines["other"].total == 9
    assert published.total == 244_838


def test_an_inline_shows_and_offers_own_lines_only(
    site: admin.AdminSite, operator: User, lines: dict[str, RollLine], draft: Roll
) -> None:
    inline = LineInline(Roll, site)
    request = _request(operator)
    assert "53.08" not in _codes(inline.get_queryset(request), draft)
    field: Any = inline.formfield_for_foreignkey(
        RollLine._meta.get_field("region"),
        request,
    )
    assert not field.queryset.filter(code="53.08").exists()


@pytest.fixture
def inside(operator: User, enter: Callable[[Client, User], Client]) -> Client:
    return enter(Client(), operator)


def test_the_admin_itself_keeps_an_operator_to_their_region(
    inside: Client, lines: dict[str, RollLine], draft: Roll
) -> None:
    address = "/admin/voters/rollline/"
    listed = inside.get(f"{address}?roll__id__exact={draft.pk}").content.decode()
    assert f"{address}{lines['own'].pk}/change/" in listed
    assert f"{address}{lines['other'].pk}/change/" not in listed
    for page in ("change/", "history/", "delete/"):
        assert inside.get(f"{address}{lines['other'].pk}/{page}").status_code == 404
    assert inside.get(f"{address}{lines['own'].pk}/change/").status_code == 200
    published = RollLine.objects.get(roll__slug="dpt-pilkada-2024", region="53.08")
    assert inside.get(f"{address}{published.pk}/change/").status_code == 200
    assert inside.post(f"{address}{published.pk}/change/", {"total": 1}).status_code == 404
    own = RollLine.objects.get(roll__slug="dpt-pilkada-2024", region="53.07")
    assert inside.post(f"{address}{own.pk}/change/", {"total": 1}).status_code == 403


def test_an_autocompletion_of_the_admin_is_closed_to_an_operator_without_the_right(
    inside: Client,
) -> None:
    query = {"app_label": "news", "model_name": "postpicture", "field_name": "picture"}
    response = inside.get("/admin/autocomplete/", {**query, "term": "a"})
    assert response.status_code == 403


def test_the_right_to_every_model_is_still_needed(operator: User, room: LineRoom) -> None:
    operator.groups.clear()
    fresh = User.objects.get(pk=operator.pk)
    assert not room.has_change_permission(_request(fresh))
    fresh.user_permissions.add(Permission.objects.get(codename="change_rollline"))
    assert room.has_change_permission(_request(User.objects.get(pk=operator.pk)))
