"""Who writes."""

from django.contrib import admin

from articles.admin.relations import FoundRelations
from articles.models import Author


@admin.register(Author)
class AuthorAdmin(FoundRelations, admin.ModelAdmin):
    list_display = ["name", "role", "is_house_name", "user"]
    list_filter = ["is_house_name"]
    list_select_related = ["user"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["user"]
    fieldsets = [
        (None, {"fields": ["name", "role", "description"]}),
        ("On the site", {"fields": ["slug", "is_house_name"]}),
        ("At the desk", {"fields": ["user"]}),
    ]
    sortable_by = ["name"]

    def get_readonly_fields(self, request, obj=None):
        # The names of logins are for those who may see them.
        return [] if request.user.has_perm("auth.view_user") else ["user"]
