from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from kpuntt.activity.models import Activity
from kpuntt.publishing.models import PublicationState
from kpuntt.publishing.services import (
    PublicationError,
    publication_amend,
    publication_load,
    publication_publish,
    publication_return,
    publication_submit,
    publication_verify,
    publication_withdraw,
)
from tests.unit.kpuntt.caching.generations import all_generations, generation
from voters.models import ElectionReport, Roll

pytestmark = pytest.mark.django_db

NOTE = "TPS Kabupaten Sikka diperbaiki menurut berita acara."
Step = Callable[[Roll, User], object]

STEPS: dict[str, Step] = {
    "submit": lambda roll, actor: publication_submit(unit=roll, actor=actor),
    "verify": lambda roll, actor: publication_verify(unit=roll, actor=actor),
    "return": lambda roll, actor: publication_return(unit=roll, actor=actor, reason="Periksa."),
    "publish": lambda roll, actor: publication_publish(unit=roll, actor=actor),
    "withdraw": lambda roll, actor: publication_withdraw(unit=roll, actor=actor, reason="Salah."),
    "amend": lambda roll, actor: publication_amend(unit=roll, actor=actor, public_note=NOTE),
    "load": lambda roll, _actor: publication_load(unit=roll, note="Dimuat."),
}
ALLOWED = {
    PublicationState.DRAFT: {"submit", "load"},
    PublicationState.SUBMITTED: {"verify", "return"},
    PublicationState.VERIFIED: {"return", "publish"},
    PublicationState.PUBLISHED: {"withdraw", "amend"},
    PublicationState.SUPERSEDED: set[str](),
    PublicationState.WITHDRAWN: {"amend"},
}


def _publish(roll: Roll, maker: User, verifier: User) -> Roll:
    publication_submit(unit=roll, actor=maker)
    publication_verify(unit=roll, actor=verifier)
    published: Roll = publication_publish(unit=roll, actor=verifier)
    return published


def _real(slug: str) -> Roll:
    roll: Roll = Roll.objects.published().get(slug=slug)
    return roll


def _actions(slug: str, version: int) -> list[str]:
    steps = Activity.objects.filter(slug=slug, version=version).order_by("pk")
    return list(steps.values_list("action", flat=True))


def _force(roll: Roll, state: PublicationState) -> None:
    public = {PublicationState.PUBLISHED, PublicationState.SUPERSEDED, PublicationState.WITHDRAWN}
    Roll.objects.filter(pk=roll.pk).update(
        state=state,
        published_at=timezone.now() if state in public else None,
        withdrawal_note="Salah." if state == PublicationState.WITHDRAWN else "",
    )


def _values(queryset: models.QuerySet[Any], *skipped: str) -> list[dict[str, Any]]:
    rows = [dict(row) for row in queryset.values()]
    return [{name: row[name] for name in row if name not in {"id", *skipped}} for row in rows]


def _content(roll: Roll) -> dict[str, Any]:
    lines = roll.lines.order_by("region_id")
    return {
        "lines": _values(lines, "roll_id"),
        "reasons": [_values(line.reasons.order_by("order"), "line_id") for line in lines],
        "citations": [
            _values(line.figure_citations.order_by("figure"), "line_id") for line in lines
        ],
        "disability": _values(roll.disability_counts.order_by("region_id", "kind"), "roll_id"),
    }


def test_a_draft_reaches_the_public_through_two_people(draft: Roll, alice: User, bob: User) -> None:
    submitted = publication_submit(unit=draft, actor=alice)
    assert (submitted.state, submitted.made_by_id) == (PublicationState.SUBMITTED, alice.pk)
    verified = publication_verify(unit=draft, actor=bob)
    assert (verified.state, verified.verified_by_id) == (PublicationState.VERIFIED, bob.pk)
    assert not Roll.objects.published().filter(slug=draft.slug).exists()
    published = publication_publish(unit=draft, actor=bob)
    assert published.state == PublicationState.PUBLISHED
    assert published.published_at is not None
    assert Roll.objects.published().get(slug=draft.slug) == draft


def test_every_step_writes_one_line_of_the_log_with_its_actor(
    draft: Roll, alice: User, bob: User
) -> None:
    _publish(draft, alice, bob)
    publication_withdraw(unit=draft, actor=alice, reason="Dokumen sumber dicabut.")
    steps = Activity.objects.filter(slug=draft.slug).order_by("pk")
    assert [(step.action, step.actor_id) for step in steps] == [
        ("ajukan", alice.pk),
        ("periksa", bob.pk),
        ("terbitkan", bob.pk),
        ("tarik", alice.pk),
    ]
    assert {(step.area, step.model, step.version) for step in steps} == {
        ("voters", "voters.roll", 1)
    }
    assert steps[3].note == "Dokumen sumber dicabut."


def test_the_maker_cannot_verify(draft: Roll, alice: User) -> None:
    publication_submit(unit=draft, actor=alice)
    with pytest.raises(PublicationError, match="tidak boleh sama"):
        publication_verify(unit=draft, actor=alice)
    draft.refresh_from_db()
    assert draft.state == PublicationState.SUBMITTED
    assert _actions(draft.slug, 1) == ["ajukan"]


def test_the_database_refuses_a_verifier_who_is_the_maker(draft: Roll, alice: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Roll.objects.filter(pk=draft.pk).update(made_by=alice, verified_by=alice)


def test_a_unit_can_be_returned_to_its_maker_with_a_reason(
    draft: Roll, alice: User, bob: User
) -> None:
    publication_submit(unit=draft, actor=alice)
    publication_verify(unit=draft, actor=bob)
    returned = publication_return(unit=draft, actor=bob, reason="Halaman rujukan keliru.")
    assert (returned.state, returned.verified_by_id) == (PublicationState.DRAFT, None)
    assert Activity.objects.filter(action="kembalikan").get().note == "Halaman rujukan keliru."
    _publish(draft, alice, bob)


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_a_return_a_withdrawal_and_a_correction_need_words(
    draft: Roll, alice: User, bob: User, reason: str
) -> None:
    publication_submit(unit=draft, actor=alice)
    with pytest.raises(PublicationError, match="alasan pengembalian"):
        publication_return(unit=draft, actor=bob, reason=reason)
    publication_verify(unit=draft, actor=bob)
    publication_publish(unit=draft, actor=bob)
    with pytest.raises(PublicationError, match="alasan penarikan"):
        publication_withdraw(unit=draft, actor=bob, reason=reason)
    with pytest.raises(PublicationError, match="catatan untuk publik"):
        publication_amend(unit=draft, actor=bob, public_note=reason)


@pytest.mark.parametrize("state", PublicationState)
@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_refused_in_every_state_that_it_does_not_start_from(
    draft: Roll, alice: User, bob: User, state: PublicationState, step: str
) -> None:
    Roll.objects.filter(pk=draft.pk).update(made_by=alice)
    _force(draft, state)
    before = all_generations()
    if step in ALLOWED[state]:
        STEPS[step](draft, bob)
        return
    with pytest.raises(PublicationError, match="Langkah ini hanya untuk keadaan"):
        STEPS[step](draft, bob)
    draft.refresh_from_db()
    assert draft.state == state
    assert not Activity.objects.filter(slug=draft.slug).exists()
    assert all_generations() == before


def test_two_clicks_are_one_step(draft: Roll, alice: User) -> None:
    first, second = Roll.objects.get(pk=draft.pk), Roll.objects.get(pk=draft.pk)
    publication_submit(unit=first, actor=alice)
    with pytest.raises(PublicationError):
        publication_submit(unit=second, actor=alice)
    assert _actions(draft.slug, 1) == ["ajukan"]


@pytest.mark.parametrize(
    "slug",
    ["dpt-pilkada-2024", "pdpb-2022-semester-1", "pdpb-2025-semester-1", "dpt-pemilu-2024"],
)
def test_a_correction_is_a_new_version_with_a_copy_of_everything(slug: str, alice: User) -> None:
    first = _real(slug)
    content = _content(first)
    assert content["lines"]
    second = publication_amend(unit=first, actor=alice, public_note=NOTE)
    assert (second.slug, second.version, second.state) == (slug, 2, PublicationState.DRAFT)
    assert (second.public_note, second.made_by_id) == (NOTE, alice.pk)
    assert second.verified_by_id is None
    assert second.published_at is None
    assert _content(second) == content
    assert _content(first) == content
    kept = ("title", "kind", "stage", "election_id", "year", "as_of", "baseline_id", "summary")
    assert [getattr(second, name) for name in kept] == [getattr(first, name) for name in kept]
    assert _actions(slug, 2) == ["perbaiki"]
    assert _real(slug) == first


def test_the_rolls_that_are_copied_have_reasons_citations_and_disability_counts() -> None:
    assert any(_content(_real("pdpb-2022-semester-1"))["reasons"])
    assert any(_content(_real("dpt-pilkada-2024"))["citations"])
    assert len(_content(_real("dpt-pemilu-2024"))["disability"]) == 29
    assert len(_content(_real("dpt-pilkada-2024"))["lines"]) == 23


@pytest.mark.parametrize("slug", ["pilgub-2024", "pilkada-2024", "pemilu-2024"])
def test_a_correction_of_an_election_report_copies_results_logistics_and_stages(
    slug: str, alice: User
) -> None:
    def content(report: ElectionReport) -> list[object]:
        contests = report.contests.order_by("name")
        return [
            _values(contests, "report_id"),
            [
                (
                    candidate.name,
                    candidate.running_mate,
                    candidate.order,
                    _values(candidate.votes.order_by("region_id"), "candidate_id"),
                )
                for contest in contests
                for candidate in contest.candidates.order_by("order")
            ],
            _values(report.logistics.order_by("order"), "report_id"),
            _values(report.stages.order_by("order"), "report_id"),
        ]

    first = ElectionReport.objects.published().get(slug=slug)
    before = content(first)
    assert any(before)
    second = publication_amend(unit=first, actor=alice, public_note=NOTE)
    assert second.pk != first.pk
    assert content(second) == before
    assert content(first) == before


def test_changing_the_new_version_leaves_the_old_one_as_it_was(alice: User) -> None:
    first = _real("dpt-pilkada-2024")
    before = _content(first)
    second = publication_amend(unit=first, actor=alice, public_note=NOTE)
    second.lines.filter(region_id="53.07").update(polling_stations=558)
    second.lines.filter(region_id="53.08").delete()
    assert _content(first) == before


def test_publishing_version_two_supersedes_version_one_which_stays_readable(
    alice: User, bob: User
) -> None:
    first = _real("dpt-pilkada-2024")
    second = publication_amend(unit=first, actor=alice, public_note=NOTE)
    _publish(second, alice, bob)
    first.refresh_from_db()
    assert first.state == PublicationState.SUPERSEDED
    assert first.published_at is not None
    assert first.lines.count() == 23
    assert _real("dpt-pilkada-2024") == second
    versions = Roll.objects.readable().filter(slug="dpt-pilkada-2024").order_by("version")
    assert list(versions) == [first, second]
    assert _actions("dpt-pilkada-2024", 1) == ["muat", "gantikan"]
    assert _actions("dpt-pilkada-2024", 2) == ["perbaiki", "ajukan", "periksa", "terbitkan"]


def test_the_person_who_corrects_cannot_verify_the_correction(alice: User) -> None:
    second = publication_amend(unit=_real("dpt-pilkada-2024"), actor=alice, public_note=NOTE)
    publication_submit(unit=second, actor=alice)
    with pytest.raises(PublicationError, match="tidak boleh sama"):
        publication_verify(unit=second, actor=alice)


def test_only_one_correction_is_open_at_a_time(alice: User, bob: User) -> None:
    first = _real("dpt-pilkada-2024")
    publication_amend(unit=first, actor=alice, public_note=NOTE)
    with pytest.raises(PublicationError, match="Versi 2 sedang disusun"):
        publication_amend(unit=first, actor=bob, public_note=NOTE)


def test_a_withdrawn_unit_is_no_longer_readable_but_is_never_deleted(
    draft: Roll, alice: User, bob: User
) -> None:
    _publish(draft, alice, bob)
    withdrawn = publication_withdraw(unit=draft, actor=bob, reason="Dokumen sumber dicabut.")
    assert withdrawn.state == PublicationState.WITHDRAWN
    assert withdrawn.withdrawal_note == "Dokumen sumber dicabut."
    assert not Roll.objects.readable().filter(slug=draft.slug).exists()
    assert Roll.objects.filter(slug=draft.slug).get().lines.count() == 1


def test_a_loaded_unit_has_neither_maker_nor_verifier_and_the_log_says_why(draft: Roll) -> None:
    loaded = publication_load(unit=draft, note="Dimuat dari salinan.")
    assert loaded.state == PublicationState.PUBLISHED
    assert loaded.made_by_id is None
    assert loaded.verified_by_id is None
    step = Activity.objects.get(slug=draft.slug)
    assert (step.action, step.actor_id, step.note) == ("muat", None, "Dimuat dari salinan.")


def test_only_a_first_version_can_be_loaded(alice: User) -> None:
    second = publication_amend(unit=_real("dpt-pilkada-2024"), actor=alice, public_note=NOTE)
    with pytest.raises(PublicationError, match="versi pertama"):
        publication_load(unit=second, note="Dimuat.")


def test_only_what_the_public_sees_starts_a_new_generation(
    draft: Roll, alice: User, bob: User
) -> None:
    start = all_generations()
    publication_submit(unit=draft, actor=alice)
    publication_verify(unit=draft, actor=bob)
    assert all_generations() == start
    publication_publish(unit=draft, actor=bob)
    # What can be found changes with it.
    assert all_generations() == {
        **start,
        "voters": start["voters"] + 1,
        "search": start["search"] + 1,
    }
    second = publication_amend(unit=draft, actor=alice, public_note=NOTE)
    assert generation("voters") == start["voters"] + 1
    publication_withdraw(unit=draft, actor=bob, reason="Salah dokumen.")
    assert all_generations() == {
        **start,
        "voters": start["voters"] + 2,
        "search": start["search"] + 2,
    }
    assert second.version == 2


def test_loading_starts_a_new_generation(draft: Roll) -> None:
    before = generation("voters")
    publication_load(unit=draft, note="Dimuat.")
    assert generation("voters") == before + 1


@pytest.mark.parametrize("step", ["publish", "withdraw", "load"])
def test_a_step_that_is_rolled_back_leaves_neither_generation_nor_log(
    draft: Roll, alice: User, bob: User, step: str
) -> None:
    start = {"publish": PublicationState.VERIFIED, "withdraw": PublicationState.PUBLISHED}
    state = start.get(step, PublicationState.DRAFT)
    _force(draft, state)
    before = all_generations()

    def fail_after_the_step() -> None:
        with transaction.atomic():
            STEPS[step](draft, bob)
            assert all_generations() != before
            raise LookupError

    with pytest.raises(LookupError):
        fail_after_the_step()
    draft.refresh_from_db()
    assert draft.state == state
    assert all_generations() == before
    assert not Activity.objects.filter(slug=draft.slug).exists()


def test_a_publication_whose_bump_fails_does_not_happen(
    draft: Roll, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*, area: str) -> None:
        raise LookupError(area)

    publication_submit(unit=draft, actor=alice)
    publication_verify(unit=draft, actor=bob)
    monkeypatch.setattr("kpuntt.publishing.services.generation_bump", fail)
    with pytest.raises(LookupError):
        publication_publish(unit=draft, actor=bob)
    draft.refresh_from_db()
    assert draft.state == PublicationState.VERIFIED
    assert _actions(draft.slug, 1) == ["ajukan", "periksa"]


def test_the_database_holds_at_most_one_current_version(alice: User) -> None:
    second = publication_amend(unit=_real("dpt-pilkada-2024"), actor=alice, public_note=NOTE)
    with pytest.raises(IntegrityError), transaction.atomic():
        _force(second, PublicationState.PUBLISHED)


def test_the_database_refuses_the_same_version_twice(draft: Roll) -> None:
    draft.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save(force_insert=True)


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 2},
        {"state": PublicationState.PUBLISHED},
        {"state": PublicationState.WITHDRAWN},
        {"published_at": timezone.now()},
    ],
    ids=[
        "a correction without a note",
        "published without a time",
        "withdrawn without a time",
        "a draft with a time",
    ],
)
def test_the_database_refuses_a_state_that_cannot_be(
    draft: Roll, changes: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Roll.objects.filter(pk=draft.pk).update(**changes)
