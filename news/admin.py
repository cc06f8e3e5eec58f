"""The editors' desk: posts, pictures, topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.db.models import ForeignKey
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kpuntt.editing.desk import EditingAdmin
from kpuntt.editing.inlines import UnitInline
from kpuntt.editing.trail import Trail
from kpuntt.publishing.desk import STEPS, Step
from kpuntt.publishing.models import PublicationState
from kpuntt.regions.models import Region, RegionLevel
from kpuntt.templatetags.addresses import absolute
from news.forms import PictureForm, PostForm, RelatedPageForm, SlugForm
from news.models import Picture, Post, PostPicture, RelatedPage, Tag
from news.preview import preview_path
from news.services import picture_save, post_rename

if TYPE_CHECKING:
    PictureModelAdmin = admin.ModelAdmin[Picture]
    TagModelAdmin = admin.ModelAdmin[Tag]
else:
    PictureModelAdmin = TagModelAdmin = admin.ModelAdmin


class PostPictureInline(UnitInline):
    """The pictures of a post, in their order."""

    model = PostPicture
    autocomplete_fields = ["picture"]
    extra = 0


class RelatedPageInline(UnitInline):
    """Pages with the figures that a post speaks of."""

    model = RelatedPage
    form = RelatedPageForm
    extra = 0


def _rename(*, unit: Post, actor: Any, slug: str) -> Post:
    post_rename(post=unit, slug=slug, actor=actor)
    unit.refresh_from_db()
    return unit


RENAME = Step(
    "ganti-alamat",
    _("Ganti alamat"),
    _("Berita ini pindah ke alamat baru; semua alamat lamanya tetap menuju ke sana."),
    [PublicationState.PUBLISHED],
    "publish",
    _rename,
    SlugForm,
)


@admin.register(Post)
class PostAdmin(EditingAdmin):
    """Posts of all versions and states."""

    form = PostForm
    steps = (*STEPS, RENAME)
    list_display = ["title", "version", "state", "date", "category", "published_at", "publish_at"]
    list_filter = ["state", "category"]
    search_fields = ["title", "summary"]
    date_hierarchy = "date"
    autocomplete_fields = ["tags", "document"]
    inlines = [PostPictureInline, RelatedPageInline]
    trails = (Trail(PostPicture, "post"), Trail(RelatedPage, "post"))
    prepopulated_fields: ClassVar[dict[str, Any]] = {"slug": ("title",)}
    fieldsets = [
        (None, {"fields": ["title", "slug", "summary", "body"]}),
        (_("Peristiwa"), {"fields": ["date", "end_date", "place", "region"]}),
        (_("Golongan"), {"fields": ["category", "tags"]}),
        (_("Asal"), {"fields": ["author", "document", "printed_weekday", "note"]}),
        (_("Penerbitan"), {"fields": ["state", "public_note", "preview_link"]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "preview_link"]

    def get_prepopulated_fields(
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: Any = None,
    ) -> dict[str, Any]:
        """Make the address from the title of a new post."""
        return {} if obj is not None else self.prepopulated_fields

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Offer the province, regencies and cities."""
        if db_field.name == "region":
            levels = [RegionLevel.PROVINCE, RegionLevel.REGENCY]
            kwargs["queryset"] = Region.objects.filter(level__in=levels).order_by("code")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("Tautan pratinjau"))
    def preview_link(self, post: Post) -> SafeString | str:
        """Return the signed link that shows this version to whoever has it."""
        if post._state.adding:
            return gettext("Ada setelah konsep disimpan.")
        path = preview_path(post)
        return format_html(
            '<a href="{}">{}</a><br><span class="help">{}</span>',
            path,
            absolute(path),
            _("Berlaku tujuh hari bagi siapa pun yang memegangnya."),
        )


@admin.register(Picture)
class PictureAdmin(PictureModelAdmin):
    """Pictures; the file of one is never replaced, only its words."""

    list_display = ["thumbnail", "alt", "credit", "original_name", "uploaded_at"]
    list_display_links = ["alt"]
    list_per_page = 24
    search_fields = ["alt", "credit"]
    fields = ["alt", "credit"]
    readonly_fields = ["thumbnail"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The words of a picture stay as they are once a reader may have seen them."""
        shown = obj is not None and obj.posts.exclude(post__published_at=None).exists()
        return not shown and super().has_change_permission(request, obj)

    def get_form(
        self,
        request: HttpRequest,
        obj: Picture | None = None,
        change: bool = False,  # noqa: FBT001, FBT002 - Django's signature
        **kwargs: Any,
    ) -> type[ModelForm[Picture]]:
        """Ask for the file of a new picture only."""
        return PictureForm if obj is None else super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ARG002
        """Show the picture once it is there."""
        return ["file", *self.fields] if obj is None else ["thumbnail", *self.fields]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def save_model(
        self,
        request: HttpRequest,
        obj: Picture,
        form: ModelForm[Picture],
        change: bool,  # noqa: FBT001 - Django's signature
    ) -> None:
        """Keep the two re-encoded files of a new picture."""
        if isinstance(form, PictureForm):
            picture_save(
                picture=obj,
                renditions=form.renditions,
                name=form.cleaned_data["file"].name,
                actor=request.user,  # type: ignore[arg-type]
            )
        else:
            super().save_model(request, obj, form, change)

    @admin.display(description=_("gambar"))
    def thumbnail(self, picture: Picture) -> SafeString:
        """Show the small file."""
        return format_html(
            '<img src="{}" alt="{}" width="160">', picture.small_address, picture.alt
        )


@admin.register(Tag)
class TagAdmin(TagModelAdmin):
    """Topics."""

    list_display = ["name", "slug"]
    search_fields = ["name"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A topic keeps its name and address once a post with it was public."""
        shown = obj is not None and obj.posts.exclude(published_at=None).exists()
        return not shown and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    prepopulated_fields: ClassVar[dict[str, Any]] = {"slug": ("name",)}
