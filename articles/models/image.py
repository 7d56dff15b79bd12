"""Pictures and what is said about them."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from PIL import Image as PillowImage

from articles.changes import everything_changed

#: Width times height that a picture may have: beyond it, decoding costs too much memory.
MAX_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


def check_picture(file):
    """Refuse an upload that isn't a picture we can show, judged by decoding it."""
    try:
        with PillowImage.open(file, formats=FORMATS) as picture:
            width, height = picture.size
            if width * height > MAX_PIXELS:
                raise ValidationError(
                    f"The picture has {width} × {height} pixels; at most "
                    f"{MAX_PIXELS // 1_000_000} million can be used. Make it smaller."
                )
            picture.load()
    except (OSError, SyntaxError, ValueError, PillowImage.DecompressionBombError) as error:
        raise ValidationError(
            "This file is damaged or not a JPEG, PNG, WebP or GIF picture. Choose another."
        ) from error
    finally:
        file.seek(0)


class Image(models.Model):
    file = models.ImageField(
        upload_to="images/%Y/%m/",
        width_field="width",
        height_field="height",
        max_length=255,
        validators=[check_picture],
    )
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    alt = models.CharField(
        "alternative text",
        max_length=300,
        help_text="What the picture shows, for those who can't see it.",
    )
    caption = models.CharField(max_length=500, blank=True)
    credit = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return self.alt or self.file.name

    @transaction.atomic
    def save(self, *args, **kwargs):
        is_shown = not self._state.adding
        super().save(*args, **kwargs)
        if is_shown:
            everything_changed()
