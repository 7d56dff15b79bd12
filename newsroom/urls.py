"""Every address of the site."""

from django.conf import settings
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import include, path

from articles.changes import public
from newsroom import views

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", public(views.robots, ()), name="robots"),
    path("", include("articles.urls")),
    path("", include("tickers.urls")),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
]
handler404 = "newsroom.views.page_not_found"
handler500 = "newsroom.views.server_error"
