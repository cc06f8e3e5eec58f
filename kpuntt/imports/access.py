"""Who may do what with an import: the rights over its target, within the region of the user."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.db.models import Model, QuerySet

from kpuntt.imports.models import ImportBatch
from kpuntt.imports.targets import ImportTarget, all_targets, target_of
from kpuntt.staff.scope import region_scope, scoped

Somebody = User | AbstractBaseUser | AnonymousUser


def has_right(user: Somebody, verb: str, model: type[Model]) -> bool:
    """Tell whether ``user`` holds the permission ``<app>.<verb>_<model>``."""
    name = f"{model._meta.app_label}.{verb}_{model._meta.model_name}"
    return isinstance(user, User | AnonymousUser) and user.has_perm(name)


def may_upload(user: Somebody, target: ImportTarget) -> bool:
    """Who may change the unit may import it; an operator of a region, the lines of that region."""
    if region_scope(user) is None:
        return has_right(user, "change", target.model)
    return target.regional and has_right(user, "change", target.line_model)


def may_enter(user: Somebody) -> bool:
    """Tell whether the import desk has anything for ``user``."""
    return any(
        may_upload(user, target)
        or any(has_right(user, verb, target.model) for verb in ("verify", "publish"))
        for target in all_targets()
    )


def may_make_new(user: Somebody, target: ImportTarget) -> bool:
    """A new unit is made by those who work on the whole province and may add one."""
    return (
        target.new_form is not None
        and region_scope(user) is None
        and has_right(user, "add", target.model)
    )


def may(user: Somebody, verb: str, batch: ImportBatch) -> bool:
    """Tell whether ``user`` may "change", "verify" or "publish" this batch."""
    if not _in_scope(batch, region_scope(user)):
        return False
    target = target_of(batch.kind)
    if verb == "change":
        return may_upload(user, target)
    return has_right(user, verb, target.model)


def _in_scope(batch: ImportBatch, scope: str | None) -> bool:
    return scope is None or f"{batch.region_id or ''}.".startswith(f"{scope}.")


def visible_batches(user: Somebody) -> QuerySet[ImportBatch]:
    """Return the batches of the kinds and regions that ``user`` has to do with."""
    kinds = [
        target.kind.name
        for target in all_targets()
        if may_upload(user, target)
        or any(has_right(user, verb, target.model) for verb in ("verify", "publish"))
    ]
    batches = ImportBatch.objects.filter(kind__in=kinds).defer("content")
    return scoped(batches, user, "region")
