"""A finding is explained at a desk, and everybody reads the explanation at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from kpuntt.checks import area_reconcile
from kpuntt.quality.models import Finding, FindingStatus
from kpuntt.staff.models import StaffProfile
from kpuntt.staff.roles import RoleName

pytestmark = pytest.mark.django_db

Enter = Callable[[Client, User], Client]
StaffClient = Callable[..., Client]
EXPLAINING = ("quality.view_finding", "quality.explain_finding")
WORDS = "Salah ketik dalam dokumen; ralat diusulkan."


@pytest.fixture
def finding() -> Finding:
    return Finding.objects.current().filter(area="budget").order_by("pk")[0]


@pytest.fixture
def explainer(staff_client: StaffClient) -> Client:
    return staff_client("penjelas", *EXPLAINING, "budget.change_budgetline")


def _explain(client: Client, finding: Finding, words: str, seen: str = "") -> str:
    address = f"/admin/quality/finding/{finding.pk}/jelaskan/"
    response = client.post(address, {"explanation": words, "initial-explanation": seen})
    return "" if response.status_code == 302 else response.content.decode()


def _public(client: Client, address: str) -> str:
    return client.get(address, headers={"accept-encoding": "identity"}).content.decode()


def test_the_public_reads_the_explanation_at_once(
    explainer: Client, reader: Client, finding: Finding
) -> None:
    assert WORDS not in _public(reader, "/temuan/") + _public(reader, finding.path)
    assert _explain(explainer, finding, WORDS) == ""
    assert WORDS in _public(reader, "/temuan/")
    assert WORDS in _public(reader, finding.path)
    finding.refresh_from_db()
    assert (finding.status, finding.explanation) == (FindingStatus.EXPLAINED, WORDS)


def test_the_next_check_keeps_the_explanation(explainer: Client, finding: Finding) -> None:
    _explain(explainer, finding, WORDS)
    area_reconcile("budget")
    finding.refresh_from_db()
    assert (finding.status, finding.explanation) == (FindingStatus.EXPLAINED, WORDS)


def test_the_history_says_who_changed_what(explainer: Client, finding: Finding) -> None:
    _explain(explainer, finding, "Pertama.")
    _explain(explainer, finding, "Kedua.", seen="Pertama.")
    entry = LogEntry.objects.order_by("-pk")[0]
    assert str(entry.user) == "penjelas"
    assert entry.get_change_message() == "Penjelasan: “Pertama.” → “Kedua.”"


def test_the_second_of_two_people_overwrites_nothing(explainer: Client, finding: Finding) -> None:
    _explain(explainer, finding, "Pertama.")
    assert "baru saja diubah orang lain menjadi: “Pertama.”" in _explain(
        explainer, finding, "Kedua."
    )
    finding.refresh_from_db()
    assert finding.explanation == "Pertama."


def test_an_empty_explanation_is_refused(explainer: Client, finding: Finding) -> None:
    assert _explain(explainer, finding, "   ") != ""
    finding.refresh_from_db()
    assert finding.status == FindingStatus.OPEN


def test_what_is_resolved_needs_no_explanation(explainer: Client, finding: Finding) -> None:
    Finding.objects.filter(pk=finding.pk).update(
        status=FindingStatus.RESOLVED, resolved_at="2026-01-01T00:00Z"
    )
    assert "sudah selesai" in _explain(explainer, finding, WORDS)


def test_explaining_needs_its_own_permission(staff_client: StaffClient, finding: Finding) -> None:
    reader = staff_client("pembaca", "quality.view_finding", "budget.change_budgetline")
    _is_kept_out(reader, finding)


def test_findings_of_another_area_are_explained_by_those_who_work_there(
    staff_client: StaffClient, finding: Finding
) -> None:
    editor = staff_client("editor", *EXPLAINING, "news.change_post")
    _is_kept_out(editor, finding)
    listed = editor.get("/admin/quality/finding/?area=news").content.decode()
    assert listed.count("/jelaskan/") == 1


@pytest.mark.parametrize(
    ("own", "place", "opens"),
    [
        ("53.07", "53.07", True),
        ("53.07", "53.07.01", True),
        ("53.07", "53.71", False),
        ("53.07", "53", False),
        ("53.07", None, False),
        ("53", None, False),
        (None, "53.07", False),
    ],
)
def test_an_operator_of_a_regency_explains_findings_about_that_regency_only(
    enter: Enter, finding: Finding, own: str | None, place: str | None, opens: bool
) -> None:
    Finding.objects.filter(pk=finding.pk).update(area="voters", region=place)
    finding.refresh_from_db()
    user = User.objects.create_user("operator", is_staff=True)
    user.groups.add(Group.objects.get(name=RoleName.OPERATOR_REGENCY))
    user.user_permissions.add(Permission.objects.get(codename="explain_finding"))
    StaffProfile.objects.update_or_create(user=user, defaults={"region_id": own})
    operator = enter(Client(), user)
    if not opens:
        _is_kept_out(operator, finding)
        return
    assert f"/{finding.pk}/jelaskan/" in operator.get("/admin/quality/finding/").content.decode()
    assert _explain(operator, finding, WORDS) == ""


def _is_kept_out(client: Client, finding: Finding) -> None:
    address = f"/admin/quality/finding/{finding.pk}/jelaskan/"
    assert client.get(address).status_code == 403
    assert client.post(address, {"explanation": WORDS}).status_code == 403
    listed = client.get(f"/admin/quality/finding/?area={finding.area}").content.decode()
    assert finding.subject_title in listed
    assert "/jelaskan/" not in listed
    finding.refresh_from_db()
    assert finding.status == FindingStatus.OPEN


def test_the_list_leads_to_the_form(explainer: Client, finding: Finding) -> None:
    listed = explainer.get("/admin/quality/finding/?q=").content.decode()
    assert f"/admin/quality/finding/{finding.pk}/jelaskan/" in listed
    form = explainer.get(f"/admin/quality/finding/{finding.pk}/jelaskan/").content.decode()
    assert finding.printed_text in form
    assert finding.computed_text in form
