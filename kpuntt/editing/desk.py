"""The desk at which drafts are edited by hand: locking, reasons, checks above the form, history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Script
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kpuntt.editing.conflict import base_of, conflict_context, resolve
from kpuntt.editing.inlines import GridInline, close_what_cannot_be_sent, editable_tables
from kpuntt.editing.source import EditingForm, Place, SourcedForm, common_place
from kpuntt.editing.trail import Trail, UnitHistory
from kpuntt.publishing.desk import PublicationAdmin
from kpuntt.publishing.drafts import DraftChanged, DraftClosed, draft_check, draft_save
from kpuntt.publishing.history import recording
from kpuntt.publishing.models import PublicationState, PublicationUnit
from kpuntt.quality.selectors import CheckSummary
from kpuntt.reconciliation import Check
from kpuntt.staff.scope import region_scope

SOURCE: Any = (_("Sumber"), {"fields": ["source_document", "source_page", "source_table"]})
PUBLICATION: Any = (_("Penerbitan"), {"fields": ["state", "public_note"]})
#: Asked for a new unit only: whose table of contents it takes over.
STRUCTURE = "structure_of"
_PUBLIC = (PublicationState.PUBLISHED, PublicationState.SUPERSEDED)
_ONCE_SUBMITTED = (PublicationState.SUBMITTED, PublicationState.VERIFIED)


class EditingAdmin(PublicationAdmin):
    """Edits drafts; of two people who save at the same time the second one decides what stays.

    ``trails`` name the lines whose history belongs to the unit. A room whose form is a
    ``SourcedForm`` names in ``cited_lines`` where its lines cite their source.
    """

    class Media:
        css = {"all": ["css/editing.css"]}
        js = [Script("js/identities.js", defer=True)]

    form = EditingForm
    change_form_template = "admin/editing/change_form.html"
    trails: Sequence[Trail] = ()
    cited_lines: Sequence[Trail] = ()

    # -- Whose desk it is -------------------------------------------------------------------------

    def is_limited(self, request: HttpRequest) -> bool:
        """Whether this member of staff works on one region only, and so not on whole units.

        Such a person reads here what the public reads, and edits in the room of single lines.
        """
        if not hasattr(request, "_works_on_one_region"):
            limited = region_scope(request.user) is not None
            request._works_on_one_region = limited  # type: ignore[attr-defined] # noqa: SLF001
        return bool(request._works_on_one_region)  # type: ignore[attr-defined] # noqa: SLF001

    def get_queryset(self, request: HttpRequest) -> Any:
        """Show drafts to those who work on whole units."""
        units = super().get_queryset(request)
        return units.filter(state__in=_PUBLIC) if self.is_limited(request) else units

    def has_add_permission(self, request: HttpRequest) -> bool:
        return not self.is_limited(request) and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not self.is_limited(request) and super().has_change_permission(request, obj)

    def _may(self, request: HttpRequest, verb: str) -> bool:
        return not self.is_limited(request) and super()._may(request, verb)

    def checks_of(self, unit: Any) -> Sequence[Check]:  # noqa: ARG002
        """Return the checks that the public page of ``unit`` would show."""
        return ()

    # -- What the form asks -----------------------------------------------------------------------

    def needs_reason(self, unit: PublicationUnit | None) -> bool:
        """Say whether a change has to be explained: others have seen these figures before."""
        if unit is None or unit.pk is None:
            return False
        history: Any = unit.history  # type: ignore[attr-defined]
        return unit.version > 1 or history.filter(state__in=_ONCE_SUBMITTED).exists()

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: bool = False,  # noqa: FBT001, FBT002 - Django's signature
        **kwargs: Any,
    ) -> Any:
        made = super().get_form(request, obj, change=change, **kwargs)
        room, asked = self, self.needs_reason(obj)

        class Form(made):  # type: ignore[misc, valid-type]
            def __init__(self, *args: Any, **options: Any) -> None:
                if issubclass(made, SourcedForm):
                    options["place"] = room.place_of(obj)
                super().__init__(*args, **options)
                self.fields["change_reason"].required = True
                if not asked:
                    del self.fields["change_reason"]

        return Form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Ask why first, if that is to be asked at all."""
        declared: list[Any] = []
        for name, options in super().get_fieldsets(request, obj):
            fields: Any = options["fields"]
            asked = [item for item in fields if obj is None or item != STRUCTURE]
            if asked:
                declared.append((name, {**options, "fields": asked}))
        if self.has_change_permission(request, obj) and self.needs_reason(obj):
            return [(None, {"fields": ["change_reason"]}), *declared]
        return declared

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:  # noqa: ARG002
        """The address belongs to all versions; only the first draft may still choose it."""
        later = obj is not None and obj.version > 1
        return ["state", "slug"] if later else ["state", "public_note"]

    def place_of(self, unit: PublicationUnit | None) -> Place | None:
        """Return the place in a document that most lines of ``unit`` share."""
        if unit is None or unit.pk is None:
            return None
        columns = [f"citation__{name}" for name in Place.columns]
        places: list[Any] = []
        for trail in self.cited_lines:
            rows: Any = trail.model._default_manager.filter(**{trail.path: unit.pk})
            places.extend(rows.values_list(*columns))
        return common_place(places)

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """Tell a table which rows belong in it."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, GridInline):
            kwargs["rows"] = inline.rows(request, obj)
        return kwargs

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:  # noqa: FBT001
        """Make the tables; one that the browser could not send back is shown only."""
        made: Any = super()._create_formsets(request, obj, change)  # type: ignore[misc]
        close_what_cannot_be_sent(made[0])
        return made

    # -- Saving -----------------------------------------------------------------------------------

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Save, or show what somebody else saved in the meantime beside what was typed."""
        if request.method != "POST" or object_id is None:
            with recording(actor=request.user, reason=gettext("Konsep baru")):  # type: ignore[arg-type]
                return super().changeform_view(request, object_id, form_url, extra_context)
        unit = self.get_object(request, object_id)
        if unit is None:
            raise Http404
        if not self.has_view_or_change_permission(request, unit) or not self._may(
            request, "change"
        ):
            raise PermissionDenied
        unsettled = resolve(request)
        try:
            draft_check(unit=unit, edits=self._edits(request))
            if unsettled:
                raise DraftChanged(gettext("Pilih salah satu untuk setiap kolom yang bertabrakan."))
            return super().changeform_view(request, object_id, form_url, extra_context)
        except DraftClosed as error:
            return self._conflict(request, unit.pk, str(error), status=403)
        except DraftChanged as error:
            return self._conflict(request, unit.pk, str(error), status=409)

    @staticmethod
    def _edits(request: HttpRequest) -> int:
        sent = request.POST.get("edits", "")
        return int(sent) if sent.isdecimal() and len(sent) < 10 else -1

    def _conflict(
        self, request: HttpRequest, pk: int, message: str, *, status: int
    ) -> HttpResponse:
        unit = self.get_queryset(request).get(pk=pk)
        form, formsets = self._unbound(request, unit)
        context = {
            **self.admin_site.each_context(request),
            **conflict_context(request, unit, form, formsets),
            "title": gettext("Dua orang menyunting bersamaan"),
            "opts": self.opts,
            "unit": unit,
            "message": message,
            "closed": status == 403,
            "back": reverse(self._name("change"), args=[pk]),
        }
        if status == 409 and not context["collisions"] and not context["mine"]:
            # The same form was sent twice, as by a double click: what it says is stored already.
            messages.info(request, gettext("Sudah tersimpan."))
            return redirect(context["back"])
        return TemplateResponse(request, "admin/editing/conflict.html", context, status=status)

    def _unbound(self, request: HttpRequest, unit: Any) -> tuple[Any, list[Any]]:
        """Return the forms as they would be shown now."""
        method, request.method = request.method, "GET"
        # What was typed is shown although the unit can no longer take it.
        state, unit.state = unit.state, PublicationState.DRAFT
        try:
            form = self.get_form(request, unit, change=True)(instance=unit)
            formsets, _inlines = self._create_formsets(request, unit, change=True)
        finally:
            request.method, unit.state = method, state
        return form, editable_tables(formsets)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        """Write a new unit; a stored one is written together with its lines, under its lock."""
        if not change:
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        """Write the lines, and a stored unit, as one edit."""

        def write() -> None:
            self._cite(form, formsets)
            super(EditingAdmin, self).save_related(request, form, formsets, change)

        if not change:
            write()
            return
        unit = form.instance
        own = {field.name for field in self.opts.concrete_fields}
        fields = [name for name in form.changed_data if name in own]
        if isinstance(form, SourcedForm) and "citation" in own:
            unit.citation = form.follow(unit.citation)
            fields.append("citation")
        draft_save(
            unit=unit,
            edits=self._edits(request),
            actor=request.user,  # type: ignore[arg-type]
            reason=form.cleaned_data.get("change_reason", ""),
            fields=fields,
            write=write,
        )

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001
        """Write the lines of a table, unless it was only shown."""
        if editable_tables([formset]):
            super().save_formset(request, form, formset, change)

    def _cite(self, form: Any, formsets: Any) -> None:
        """Give the draft's source to new lines, and to stored ones that had the former one."""
        if not isinstance(form, SourcedForm):
            return
        for formset in formsets:
            formset.citation = form.cite()
        if form.place is None or form.named == form.place:
            return
        former = {f"citation__{name}": getattr(form.place, name) for name in Place.columns}
        for trail in self.cited_lines:
            rows: Any = trail.model._default_manager.select_related("citation")
            for line in rows.filter(**{trail.path: form.instance.pk, **former}):
                line.citation = form.follow(line.citation)
                line.save(update_fields=["citation"])
        for formset in formsets:
            for item in formset.initial_forms:
                if hasattr(item.instance, "citation_id"):
                    item.instance.citation = form.follow(item.instance.citation)

    def response_post_save_change(
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: Any,
    ) -> HttpResponseRedirect:
        """Stay at the draft: its checks are above the form."""
        return redirect(reverse(self._name("change"), args=[obj.pk]))

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """Stay at the new draft."""
        return self.response_post_save_change(request, obj)

    # -- What the page shows ----------------------------------------------------------------------

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the checks; send along what the person began with."""
        unit = kwargs.get("obj")
        if unit is not None:
            context["edits"] = request.POST.get("edits", unit.edits)
            formsets = [item.formset for item in context["inline_admin_formsets"]]
            context["base"] = request.POST.get("base") or base_of(
                context["adminform"].form, editable_tables(formsets)
            )
            context["checks"] = CheckSummary.of(self.checks_of(unit))
            place = getattr(context["adminform"].form, "place", None)
            for formset in formsets:
                formset.place = place
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show who changed what, when and why: the unit and all its lines, newest first."""
        unit = self.get_object(request, object_id)
        if unit is None:
            raise Http404
        if not self.has_view_or_change_permission(request, unit):
            raise PermissionDenied
        steps: Any = UnitHistory(unit, self.trails)
        page = Paginator(steps, 20).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Riwayat: %(unit)s, versi %(version)d")
            % {"unit": unit, "version": unit.version},
            "opts": self.opts,
            "unit": unit,
            "page": page,
            "back": reverse(self._name("change"), args=[unit.pk]),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/editing/history.html", context)
