"""What a provider sent, byte by byte: to be read as text, or downloaded as it came."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path

from tickers.admin.lists import LongList, ReadOnly
from tickers.models import Payload, Provider

#: How much of it is shown; the rest is in the download.
SHOWN = 100_000
#: More of such bytes are no text.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f"))


def text_of(content):
    """Return the beginning of some bytes as text, or None when they are none."""
    head = content[:SHOWN]
    if not head or len(head) - len(head.translate(None, _CONTROLS)) > len(head) / 100:
        return None
    try:
        return head.decode("utf-8", "strict" if len(content) <= SHOWN else "ignore")
    except UnicodeDecodeError:
        # The one other encoding that banks of the region write.
        return head.decode("windows-1251", "replace")


@admin.register(Payload)
class PayloadAdmin(ReadOnly, LongList, admin.ModelAdmin):
    list_display = ["fetched_at", "provider", "url", "size"]
    list_filter = ["provider"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("packed")

    def get_model_perms(self, request):
        """Not in the navigation: one comes here from a fixing or a run."""
        return {}

    def get_urls(self):
        download = self.admin_site.admin_view(self.download_view)
        return [
            path("<int:pk>/download/", download, name="tickers_payload_download"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {
            "payload": obj,
            "provider": Provider(obj.provider),
            "text": text_of(obj.content),
            "is_cut": obj.size > SHOWN,
            "shown": SHOWN,
            "fixings": obj.fixings.count(),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def download_view(self, request, pk):
        payload = get_object_or_404(Payload, pk=pk)
        if not self.has_view_permission(request, payload):
            raise PermissionDenied
        # Whatever it is, no browser is to run it.
        response = HttpResponse(payload.content, "application/octet-stream")
        name = f"{payload.provider}-{payload.fetched_at:%Y-%m-%d-%H%M}.{_ending(payload.content)}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def _ending(content):
    if content.startswith(b"PK"):
        return "zip"
    head = content.lstrip()[:1]
    return {b"<": "xml", b"{": "json", b"[": "json"}.get(head, "txt")
