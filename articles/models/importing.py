"""Imports: what was read, what became of it, and how it was before.

An import is a job with phases: its files are read and staged, item by item; the job waits for
review; then it is applied, batch by batch. All of its state is in these rows, so that whoever
goes on with it, after a crash or another day, needs nothing else.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone


class ImportJob(models.Model):
    """One import, from its files to its stories, and back if it is undone."""

    class State(models.TextChoices):
        READING = "reading", "Reading"
        REVIEW = "review", "Ready for review"
        APPLYING = "applying", "Applying"
        LINKING = "linking", "Linking"
        DONE = "done", "Done"
        UNDOING = "undoing", "Undoing"
        UNDONE = "undone", "Undone"

    state = models.CharField(max_length=10, choices=State, default=State.READING)
    #: Tells whether an import that is begun again is this one: the files and the options.
    key = models.CharField(max_length=64, editable=False)
    options = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    #: The moment that decides what lies in the future; the same after an interruption.
    moment = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)
    #: Seconds of each phase.
    timings = models.JSONField(default=dict, blank=True)
    #: How many items there are, and the key that the first of them gets as a story.
    items_number = models.PositiveIntegerField(default=0)
    first_key = models.PositiveBigIntegerField(null=True, editable=False)
    #: How many items are applied in one transaction.
    batch = models.PositiveIntegerField(default=500, editable=False)
    #: Whose hands it is in: a name for this run of it, its process, and when it last said so.
    token = models.CharField(max_length=32, blank=True, editable=False)
    process = models.CharField(max_length=200, blank=True, editable=False)
    seen_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = "import"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["key"], name="import_key")]

    def __str__(self):
        return f"Import {self.pk}"


class ImportFile(models.Model):
    """One file of an import; of a packed one, each that was in it."""

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="files")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=1000)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    format = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=100, blank=True)
    #: So many of its pieces are staged, or known to be unchanged.
    pieces_read = models.PositiveIntegerField(default=0)
    is_read = models.BooleanField(default=False)
    #: What is no item: those that came in before just so, and those skipped, by their kind.
    counts = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["job", "position"]
        constraints = [models.UniqueConstraint(fields=["job", "position"], name="import_file_once")]

    def __str__(self):
        return self.name


class ImportItem(models.Model):
    """One thing that an archive holds, and what is to become, or became, of it."""

    class Kind(models.TextChoices):
        STORY = "story"
        FACET = "facet"
        ATTACHMENT = "attachment"
        RATE = "rate"

    class Verdict(models.TextChoices):
        """While the job waits, what will be done; afterwards, what was."""

        CREATED = "created"
        UPDATED = "updated"
        UNCHANGED = "unchanged"
        #: An editor has changed the story since an import wrote it.
        KEPT = "kept"
        REFUSED = "refused"
        #: Another item of the same job is a later version of the story.
        SUPERSEDED = "superseded"
        UNDONE = "undone"

    pk = models.CompositePrimaryKey("job", "number")
    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="items", db_index=False)
    #: Counts from 1 through all files of the job.
    number = models.PositiveIntegerField()
    #: The position of the file that it came from.
    file = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.STORY)
    place = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=100, blank=True)
    external_id = models.CharField(max_length=255, blank=True)
    #: The digest of the piece of a file that it was read from, where it is the only one in it.
    mark = models.CharField(max_length=32, blank=True)
    #: What the source says, told from what it said another time.
    digest = models.CharField(max_length=32, blank=True)
    slug = models.CharField(max_length=200, blank=True)
    headline = models.CharField(max_length=200, blank=True)
    #: What it is filed under and which addresses it had, as JSON.
    facts = models.TextField(blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.CREATED)
    #: The story as it was before this job wrote it, as JSON; "" for one that was not there.
    before = models.TextField(blank=True)

    class Meta:
        indexes = [
            # What of a file was imported before just so.
            models.Index(fields=["mark"], name="import_mark", condition=~models.Q(mark="")),
            # What a story means by the number of a picture.
            models.Index(
                fields=["source", "external_id"],
                name="import_attachment",
                condition=models.Q(kind="attachment"),
            ),
            # Which pictures were uploaded to a story.
            models.Index(
                fields=["source", "slug"],
                name="import_uploaded",
                condition=models.Q(kind="attachment") & ~models.Q(slug=""),
            ),
        ]

    def __str__(self):
        return f"{self.headline or self.external_id} ({self.place})"


class ImportPayload(models.Model):
    """The columns of one staged story, packed; gone when its job has ended."""

    pk = models.CompositePrimaryKey("job", "number")
    job = models.ForeignKey(
        ImportJob, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{len(self.data)} bytes"


class ImportBatch(models.Model):
    """A run of items that is applied: written in the transaction that applied it."""

    pk = models.CompositePrimaryKey("job", "first")
    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="batches", db_index=False)
    first = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"from {self.first}"


class ImportProblem(models.Model):
    """What was wrong, or doubtful, and where."""

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="problems")
    #: Empty when it is about a path, and no file.
    file = models.PositiveIntegerField(null=True)
    item = models.PositiveIntegerField(null=True)
    path = models.CharField(max_length=1000, blank=True)
    place = models.CharField(max_length=200, blank=True)
    field = models.CharField(max_length=50, blank=True)
    message = models.TextField()
    #: Whether it cost the item.
    refused = models.BooleanField(default=False)
    #: What kind of thing was found in a body ("spam", "hidden"), for those that were.
    finding = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.path} {self.place}: {self.message}"


class ImportedRow(models.Model):
    """A row that a job made beside the stories, so that it can be unmade: a section, tag, author,
    alias, former slug or rate; or a country that it changed. `before` is what that was and what
    it became, as JSON; the facts of a rate; the description of another.
    """

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="rows")
    kind = models.CharField(max_length=20)
    row = models.PositiveBigIntegerField()
    before = models.TextField(blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.kind} {self.row}"


class PictureReference(models.Model):
    """A picture that a story had in its old system, by its address there; not fetched yet."""

    class Role(models.TextChoices):
        LEAD = "lead"
        GALLERY = "gallery"

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="picture_references"
    )
    role = models.CharField(max_length=10, choices=Role)
    position = models.PositiveSmallIntegerField(default=0)
    address = models.TextField()
    alt = models.CharField(max_length=300, blank=True)
    caption = models.CharField(max_length=500, blank=True)
    credit = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["article", "role", "position"]
        default_permissions = ()

    def __str__(self):
        return self.address


class OldLink(models.Model):
    """A link in an imported body to an address of the old site.

    It waits for the story that had this address; `job` is the import that brought it.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="old_links")
    path = models.CharField(max_length=500, db_index=True)
    href = models.TextField()
    job = models.ForeignKey(ImportJob, models.SET_NULL, null=True, related_name="+")
    #: What stands in the body instead, once it is known.
    new_href = models.CharField(max_length=300, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.path
