"""Stories."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self):
        from articles.countries import create_countries
        from articles.counts import keep_counts
        from articles.search import keep_index

        post_migrate.connect(create_countries, sender=self)
        post_migrate.connect(keep_counts, sender=self)
        post_migrate.connect(keep_index, sender=self)
