"""What readers searched for: how often on a day, and how often in vain. Nothing of who searched."""

from django.db import models


class SearchQuery(models.Model):
    """Some words on one day; kept by `articles.search.report`."""

    day = models.DateField()
    words = models.CharField(max_length=100)
    searches = models.PositiveIntegerField(default=0)
    found_nothing = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "search"
        verbose_name_plural = "searches"
        constraints = [
            models.UniqueConstraint(fields=["day", "words"], name="search_once_a_day"),
        ]

    def __str__(self):
        return self.words
