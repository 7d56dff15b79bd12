"""Pictures."""

from django.contrib import admin
from django.utils.html import format_html

from articles.models import Image


@admin.register(Image)
class ImageAdmin(admin.ModelAdmin):
    list_display = ["thumbnail", "alt", "caption", "credit", "size"]
    list_display_links = ["thumbnail", "alt"]
    search_fields = ["alt", "caption", "credit"]
    search_help_text = "Words of alternative text, caption or credit."
    fields = ["picture", "file", "alt", "caption", "credit"]
    readonly_fields = ["picture"]
    list_per_page = 30
    sortable_by = []

    def get_fields(self, request, obj=None):
        return self.fields if obj else self.fields[1:]

    @admin.display(description="picture")
    def thumbnail(self, image):
        return format_html(
            '<img class="thumbnail" src="{}" alt="{}" loading="lazy" width="72" height="54">',
            image.file.url,
            image.alt,
        )

    @admin.display(description="picture")
    def picture(self, image):
        return format_html('<img class="lead" src="{}" alt="{}">', image.file.url, image.alt)

    @admin.display(description="size")
    def size(self, image):
        return f"{image.width} × {image.height}" if image.width else "–"
