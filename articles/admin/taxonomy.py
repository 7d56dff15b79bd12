"""What stories are filed under."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.template.response import TemplateResponse

from articles.admin.relations import Found, FoundRelations
from articles.models import Country, Section, Tag, TagAlias
from articles.models.taxonomy import fold


class ListedForm(forms.ModelForm):
    """A row of a list that is edited in place: its fields say what and whose they are."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.help_text = ""
            field.widget.attrs["aria-label"] = f"{field.label}: {self.instance}"


class EditedInList:
    def get_changelist_form(self, request, **kwargs):
        return super().get_changelist_form(request, form=ListedForm, **kwargs)


@admin.register(Country)
class CountryAdmin(EditedInList, admin.ModelAdmin):
    """They come from the ISO list; editors say how they are shown."""

    list_display = ["name", "code", "is_featured", "position"]
    list_editable = ["is_featured", "position"]
    list_filter = ["is_featured"]
    list_per_page = 300
    search_fields = ["name", "code"]
    ordering = ["-is_featured", "position", "name"]
    sortable_by = ["name", "code"]
    fields = ["code", "name", "slug", "description", "is_featured", "position"]
    readonly_fields = ["code"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Section)
class SectionAdmin(EditedInList, FoundRelations, admin.ModelAdmin):
    list_display = ["name", "parent", "position"]
    list_editable = ["position"]
    list_select_related = ["parent"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["parent"]
    fields = ["name", "slug", "description", "parent", "position"]
    sortable_by = []


class AliasInline(admin.TabularInline):
    model = TagAlias
    fields = ["name", "slug"]
    extra = 0
    verbose_name_plural = "other names, which lead here"


class MergeForm(forms.Form):
    target = forms.ModelChoiceField(
        Tag.objects.all(), label="Keep the tag", error_messages={"required": "Choose a tag."}
    )

    def __init__(self, *args, site, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["target"].widget = Found(
            TagAlias._meta.get_field("tag"), site, choices=self.fields["target"].choices
        )


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "other_names"]
    search_fields = ["name"]
    search_help_text = "A name or another name of a tag."
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "description"]
    inlines = [AliasInline]
    actions = ["merge"]
    sortable_by = ["name"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("aliases")

    def get_search_results(self, request, queryset, search_term):
        """Found without regard to case and accents, by alias too."""
        key = fold(search_term)
        aliased = TagAlias.objects.filter(key__contains=key).values("tag")
        return (queryset.filter(key__contains=key) | queryset.filter(pk__in=aliased)), False

    @admin.display(description="other names")
    def other_names(self, tag):
        return ", ".join(alias.name for alias in tag.aliases.all()) or "–"

    def has_merge_permission(self, request):
        return self.has_change_permission(request) and self.has_delete_permission(request)

    @admin.action(description="Merge into one tag…", permissions=["merge"])
    def merge(self, request, queryset):
        """Ask which tag to keep; then give it the stories and the names of the others."""
        form = MergeForm(request.POST if "target" in request.POST else None, site=self.admin_site)
        if form.is_valid():
            return self._merge(request, queryset, form.cleaned_data["target"])
        context = self.admin_site.each_context(request) | {
            "title": "Merge tags",
            "opts": self.opts,
            "form": form,
            "tags": queryset.order_by("name"),
            "media": self.media + form.media,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/articles/tag/merge.html", context)

    def _merge(self, request, queryset, target):
        with transaction.atomic():
            merged = [tag for tag in queryset.order_by("name") if tag.pk != target.pk]
            names = ", ".join(f"“{tag}”" for tag in merged)
            for tag in merged:
                self.log_deletions(request, [tag])
                tag.merge_into(target)
        if merged:
            text = f"Merged {names} into “{target}”. The old names and addresses lead to it."
            messages.success(request, text)
        else:
            messages.warning(request, f"Only “{target}” was chosen: nothing to merge.")
