"""The release calendar in the admin: to read, to announce, and to change by steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kpuntt.schedule.forms import (
    CancelForm,
    ConfirmForm,
    MoveForm,
    PlanForm,
    PublishedForm,
    StepForm,
    WordsForm,
)
from kpuntt.schedule.models import OPEN, DateChange, PlannedRelease, PlanStatus
from kpuntt.schedule.services import (
    PlanError,
    planned_release_add,
    planned_release_cancel,
    planned_release_confirm,
    planned_release_describe,
    planned_release_mark_published,
    planned_release_move,
)

if TYPE_CHECKING:
    PlanModelAdmin = admin.ModelAdmin[PlannedRelease]
    ChangeInline = admin.TabularInline[DateChange, PlannedRelease]
else:
    PlanModelAdmin = admin.ModelAdmin
    ChangeInline = admin.TabularInline


@dataclass(frozen=True, slots=True)
class Step:
    """A change of a plan, as a link in the list; ``run`` takes the cleaned fields of ``form``."""

    name: str
    label: str | Promise
    consequence: str | Promise
    statuses: Sequence[str]
    form: type[StepForm]
    run: Callable[..., PlannedRelease]


STEPS = (
    Step(
        "pindahkan",
        gettext_lazy("Pindahkan"),
        gettext_lazy("Tanggal semula, tanggal baru, dan alasannya dibaca semua orang."),
        OPEN,
        MoveForm,
        planned_release_move,
    ),
    Step(
        "pastikan",
        gettext_lazy("Pastikan"),
        gettext_lazy("Tanggalnya dijanjikan kepada publik."),
        [PlanStatus.PROVISIONAL],
        ConfirmForm,
        planned_release_confirm,
    ),
    Step(
        "terbit",
        gettext_lazy("Tandai terbit"),
        gettext_lazy("Jadwal menunjuk ke terbitannya; sesudah itu tanggalnya tidak berubah lagi."),
        OPEN,
        PublishedForm,
        planned_release_mark_published,
    ),
    Step(
        "batalkan",
        gettext_lazy("Batalkan"),
        gettext_lazy("Rencana ini tidak jadi terbit; alasannya dibaca semua orang."),
        OPEN,
        CancelForm,
        planned_release_cancel,
    ),
    Step(
        "tulisan",
        gettext_lazy("Ubah tulisan"),
        gettext_lazy("Judul dan catatan diganti; tanggal dan statusnya tetap."),
        PlanStatus.values,
        WordsForm,
        planned_release_describe,
    ),
)


class DateChangeInline(ChangeInline):
    """What has become of the date of a plan, with who did it."""

    model = DateChange
    fields = readonly_fields = (
        "changed_at",
        "old_words",
        "new_words",
        "new_status",
        "reason",
        "changed_by",
    )
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    @admin.display(description=gettext_lazy("semula"))
    def old_words(self, change: DateChange) -> str:
        """Return the date before."""
        return change.old_words

    @admin.display(description=gettext_lazy("menjadi"))
    def new_words(self, change: DateChange) -> str:
        """Return the date after."""
        return change.new_words


@admin.register(PlannedRelease)
class PlannedReleaseAdmin(PlanModelAdmin):
    """All plans: announced in a form, changed by steps that say why, never deleted."""

    list_display = ["title", "planned_date", "status", "area", "steps"]
    list_filter = ["status", "area"]
    search_fields = ["title", "slug"]
    inlines = [DateChangeInline]
    list_per_page = 50
    show_full_result_count = False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """A saved form would keep no reason; there are steps."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """What will not come out is cancelled."""
        return False

    def has_step_permission(self, request: HttpRequest) -> bool:
        """Say whether this member of staff may change plans."""
        return request.user.has_perm("schedule.change_plannedrelease")

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:  # noqa: ARG002
        """A plan that is not there yet has no changes."""
        return self.inlines if obj else []

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ARG002
        """Offer a code made from the title of a new plan."""
        return {} if obj else {"slug": ["title"]}

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: bool = False,  # noqa: FBT001, FBT002
        **kwargs: Any,
    ) -> Any:
        """Ask only for what the announcement needs."""
        if obj is None:
            kwargs["form"] = PlanForm
        return super().get_form(request, obj, change, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: ARG002, FBT001
        """Announce by the service; the page can only add."""
        made = planned_release_add(
            slug=obj.slug,
            title=obj.title,
            area=obj.area,
            day=obj.date,
            precision=obj.precision,
            note=obj.note,
            actor=request.user,  # type: ignore[arg-type]
        )
        obj.pk = made.pk

    @admin.display(description=gettext_lazy("tanggal"), ordering="date")
    def planned_date(self, plan: PlannedRelease) -> str:
        """Return the date as far as it is known."""
        return plan.date_words

    @admin.display(description=gettext_lazy("langkah"))
    def steps(self, plan: PlannedRelease) -> SafeString:
        """Lead to what can be done with a plan."""
        return format_html_join(
            " · ",
            '<a href="{}" aria-label="{}: {}">{}</a>',
            (
                (self._step_address(plan, step), step.label, plan.title, step.label)
                for step in STEPS
                if plan.status in step.statuses
            ),
        )

    def get_list_display(self, request: HttpRequest) -> Any:
        """Offer the steps only to those who may take them."""
        may = self.has_step_permission(request)
        return [name for name in self.list_display if may or name != "steps"]

    def get_urls(self) -> list[URLPattern]:
        """Add the page of a step."""
        view = self.admin_site.admin_view(self.step_view)
        name = "schedule_plannedrelease_step"
        return [path("<int:pk>/langkah/<slug:step>/", view, name=name), *super().get_urls()]

    def step_view(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """Ask for what a step needs, then take it; what forbids it is said in the form."""
        taken = next((item for item in STEPS if item.name == step), None)
        if taken is None:
            raise Http404
        if not self.has_step_permission(request):
            raise PermissionDenied
        plan = get_object_or_404(self.get_queryset(request), pk=pk)
        initial = {
            "seen": plan.sequence,
            "day": plan.date,
            "precision": plan.precision,
            "title": plan.title,
            "note": plan.note,
        }
        form = taken.form(request.POST if request.method == "POST" else None, initial=initial)
        if request.method == "POST" and form.is_valid() and self._take(request, taken, plan, form):
            return redirect("admin:schedule_plannedrelease_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": f"{taken.label}: {plan.title}",
            "opts": self.opts,
            "plan": plan,
            "step": taken,
            "form": form,
            "media": self.media,
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
        template = "admin/schedule/plannedrelease/step.html"
        return TemplateResponse(request, template, context, status=status)

    def _take(self, request: HttpRequest, step: Step, plan: PlannedRelease, form: StepForm) -> bool:
        values = dict(form.cleaned_data)
        plan.sequence = values.pop("seen")
        try:
            plan = step.run(plan=plan, actor=request.user, **values)
        except PlanError as error:
            form.add_error(None, str(error))
            return False
        self.log_change(request, plan, str(step.label))
        words = {
            "plan": plan.title,
            "date": plan.date_words,
            "status": plan.get_status_display().lower(),
        }
        messages.success(request, _("%(plan)s: sekarang %(date)s, %(status)s.") % words)
        return True

    @staticmethod
    def _step_address(plan: PlannedRelease, step: Step) -> str:
        return reverse("admin:schedule_plannedrelease_step", args=[plan.pk, step.name])
