"""Stories."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self):
        from articles.countries import create_countries

        post_migrate.connect(create_countries, sender=self)
