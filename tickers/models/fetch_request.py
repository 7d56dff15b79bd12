"""That somebody at the desk wants a provider asked now."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from tickers.models.provider import Provider


class FetchRequest(models.Model):
    """A wish that the worker fulfils and then deletes; of one provider there is one at a time."""

    provider = models.CharField(max_length=20, choices=Provider, unique=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        default_permissions = ()

    def __str__(self):
        return f"{Provider(self.provider).short}, {self.at:%Y-%m-%d %H:%M}"
