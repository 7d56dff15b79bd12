"""What makes listings cheap: each story's line in each listing, and how many there are a day.

Triggers of the database keep these tables (`articles.counts`), whichever way a story is
written, raw SQL included. Nothing in Python writes them but `recount`.
"""

from django.db import models


class Kind(models.IntegerChoices):
    """What a listing is about; its key is the row's primary key, 0 for all stories."""

    ALL = 0, "all"
    SECTION = 1, "section"
    COUNTRY = 2, "country"
    TAG = 3, "tag"
    AUTHOR = 4, "author"


class Line(models.Model):
    """Which listing, and where in it."""

    kind = models.PositiveSmallIntegerField(choices=Kind)
    key = models.PositiveIntegerField()
    #: The day of `published_at` in the site's zone, as the database reckons it.
    day = models.DateField()

    class Meta:
        abstract = True


class Listed(Line):
    """One story's line in one listing.

    Published stories have one, those still to come included; past `withdraw_at` a line may
    linger until the next `recount`. Who reads asks for both times.
    """

    pk = models.CompositePrimaryKey("article", "kind", "key")
    # The triggers take lines away with their story: nothing for Django to do or to check.
    article = models.ForeignKey(
        "articles.Article",
        models.DO_NOTHING,
        related_name="lines",
        db_constraint=False,
        db_index=False,
    )
    published_at = models.DateTimeField()
    withdraw_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # A page of any listing: the lines of one day and older, newest first
            # (read backwards), without touching the table.
            models.Index(
                fields=["kind", "key", "day", "published_at", "article"],
                include=["withdraw_at"],
                name="listed_newest",
            ),
            # What has left a listing by itself and waits for `recount`, to be subtracted. With
            # all that is asked of it, or a plan for all values would rather go through the other.
            models.Index(
                fields=["kind", "key", "withdraw_at"],
                include=["day", "article"],
                condition=models.Q(withdraw_at__isnull=False),
                name="listed_leaving",
            ),
        ]

    def __str__(self):
        return f"{self.article_id} in {Kind(self.kind).label} {self.key}"


class DayCount(Line):
    """How many lines a listing has on a day."""

    pk = models.CompositePrimaryKey("kind", "key", "day")
    count = models.IntegerField()

    def __str__(self):
        return f"{self.count} on {self.day}"


class MonthCount(models.Model):
    """The sum of a month's day counts: 25 years are 300 rows instead of 9,000."""

    pk = models.CompositePrimaryKey("kind", "key", "month")
    kind = models.PositiveSmallIntegerField(choices=Kind)
    key = models.PositiveIntegerField()
    month = models.DateField(help_text="Its first day.")
    count = models.IntegerField()

    def __str__(self):
        return f"{self.count} in {self.month:%Y-%m}"


class Change(Line):
    """One line that came, went, or whose story was rewritten; kept for two days.

    Who pages deep gets the listing as it was when they began (`as_of`), and whoever keeps
    pages learns here which of them are old.
    """

    class Effect(models.IntegerChoices):
        LEFT = -1
        REWRITTEN = 0
        ENTERED = 1
        #: A write of so many lines that they are not told one by one: kind 0, key 1.
        BULK = 2

    at = models.DateTimeField()
    article_id = models.PositiveBigIntegerField()
    published_at = models.DateTimeField()
    effect = models.SmallIntegerField(choices=Effect)

    class Meta:
        indexes = [
            # What happened to one listing since a reader began to page through it.
            models.Index(fields=["kind", "key", "at"], name="change_of_listing"),
            # What happened since a process last asked; what is old enough to forget.
            models.Index(fields=["at"], name="change_latest"),
        ]

    def __str__(self):
        return f"{self.Effect(self.effect).label} {self.article_id}"
