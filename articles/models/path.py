"""Old addresses of stories: each answers with one redirect, for ever."""

from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from django.core.exceptions import ValidationError
from django.db import models

MAX_LENGTH = 500
# The parameters in which WordPress and Joomla name a story where the path doesn't.
_NAMING_PARAMETERS = ("p", "page_id", "id")


def normalise_path(address):
    """Return the form in which an old address is stored and looked up.

    Scheme, host, fragment, a closing slash and parameters that don't name a story go;
    percent escapes are decoded: `https://a.example/2019/05/x/?ref=1` is `/2019/05/x`.
    """
    parts = urlsplit(address.strip())
    path = "/" + unquote(parts.path).strip("/")
    naming = [pair for pair in parse_qsl(parts.query) if pair[0] in _NAMING_PARAMETERS]
    return f"{path}?{urlencode(naming)}" if naming and _named_by_query(path) else path


def _named_by_query(path):
    return path in ("/", "/index.php")


class ArticlePath(models.Model):
    path = models.CharField(
        max_length=MAX_LENGTH,
        unique=True,
        help_text="An old address of the story on this site, e.g. /2019/05/old-name.",
        error_messages={"unique": "This old address leads to a story already."},
    )
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="paths")

    class Meta:
        ordering = ["path"]
        verbose_name = "old address"
        verbose_name_plural = "old addresses"

    def __str__(self):
        return self.path

    def clean(self):
        self.path = normalise_path(self.path)
        if self.path == "/":
            raise ValidationError({"path": "The home page can't be the old address of a story."})
