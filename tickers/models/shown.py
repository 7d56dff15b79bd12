"""What readers may see of rates: a change of it leaves a mark."""

from django.db import models, transaction
from django.utils import timezone


class Change(models.Model):
    """A mark that something that a ticker may show was written."""

    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.at)


class Shown(models.Model):
    """A row that a ticker may show: a change of it is seen at once."""

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        _forget()

    @transaction.atomic
    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        _forget()
        return deleted


def _forget():
    # What is kept is drawn from these very models.
    from tickers.strip import forget

    forget()
