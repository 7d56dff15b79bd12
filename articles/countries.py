"""Countries come from the library's ISO 3166-1 list, on every migrate."""

from functools import cache

from django.utils.text import slugify
from django.utils.translation import override

#: Featured in the navigation from the start, in this order.
CENTRAL_ASIA = ("KZ", "KG", "TJ", "TM", "UZ")


def create_countries(sender, using, **kwargs):
    """Add the countries that are missing; those that an editor has changed stay as they are."""
    from articles.models import Country
    from articles.models.taxonomy import fold

    known = set(Country.objects.using(using).values_list("code", flat=True))
    Country.objects.using(using).bulk_create(
        Country(key=fold(country["name"]), **country)
        for country in iso_countries()
        if country["code"] not in known
    )


@cache
def iso_countries() -> list[dict]:
    """The columns of each country as it is on a new site."""
    from django_countries import countries

    with override("en"):
        return [_as_new(code, str(name)) for code, name in countries]


def _as_new(code, name):
    is_central = code in CENTRAL_ASIA
    return {
        "code": code,
        "name": name,
        "slug": slugify(name),
        "description": "",
        "is_featured": is_central,
        "position": CENTRAL_ASIA.index(code) + 1 if is_central else 0,
    }
