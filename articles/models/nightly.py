"""The nights' work: which worker does it, and what the check of the counts found."""

from datetime import timedelta

from django.db import models

#: A worker that has taken a night's work so long ago and not finished it is taken for dead.
LEASE = timedelta(hours=1)
#: How many checks are remembered.
KEPT_CHECKS = 90


class NightQuerySet(models.QuerySet):
    def claim(self, day, now):
        """Take the work of the night of `day` at `now`; whether it is ours to do."""
        _, is_new = self.get_or_create(day=day, defaults={"began_at": now})
        if is_new:
            self.filter(day__lt=day).delete()
        return is_new or bool(self.filter(day=day, began_at__lte=now - LEASE).update(began_at=now))


class Night(models.Model):
    """A night whose work a worker has taken, so that of several workers one does it."""

    day = models.DateField(primary_key=True)
    began_at = models.DateTimeField()

    objects = NightQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.day)


class CountCheckQuerySet(models.QuerySet):
    def record(self, drift, **values):
        """Remember what a check found, an `articles.counts.Drift`, and forget the oldest."""
        found = {name: getattr(drift, name) for name in CountCheck.FOUND}
        check = self.create(**found, **values)
        kept = self.newest_first().values_list("pk", flat=True)[:KEPT_CHECKS]
        self.exclude(pk__in=list(kept)).delete()
        return check

    def newest_first(self):
        return self.order_by("-at", "-pk")


class CountCheck(models.Model):
    """What comparing the counts of listings with the stories found: numbers of rows."""

    FOUND = ("missing", "surplus", "days", "months")

    at = models.DateTimeField()
    seconds = models.FloatField()
    missing = models.PositiveIntegerField(default=0)
    surplus = models.PositiveIntegerField(default=0)
    days = models.PositiveIntegerField(default=0)
    months = models.PositiveIntegerField(default=0)
    repaired = models.BooleanField(help_text="Whether what differed was put right.")

    objects = CountCheckQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"

    @property
    def has_drift(self):
        return any(getattr(self, name) for name in self.FOUND)
