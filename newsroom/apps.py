"""The project as an app: its admin site, its commands and the roles of its people."""

from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate


class NewsroomAdminConfig(AdminConfig):
    default_site = "newsroom.admin_site.NewsroomAdminSite"


class NewsroomConfig(AppConfig):
    name = "newsroom"

    def ready(self):
        from articles import sitemaps
        from articles.signals import publishing
        from newsroom.references import settle
        from newsroom.roles import create_roles

        publishing.connect(settle)
        from tickers.sitemaps import addresses

        # Django sends no signal for an app without models; tickers is the last that has some.
        post_migrate.connect(create_roles, sender=apps.get_app_config("tickers"))
        sitemaps.SOURCES.append(addresses)
