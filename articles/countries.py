"""Countries come from the library's ISO 3166-1 list, on every migrate."""

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
        Country(
            code=code,
            name=name,
            key=fold(name),
            slug=slugify(name),
            is_featured=code in CENTRAL_ASIA,
            position=CENTRAL_ASIA.index(code) + 1 if code in CENTRAL_ASIA else 0,
        )
        for code, name in _iso_list()
        if code not in known
    )


def _iso_list():
    from django_countries import countries

    with override("en"):
        return [(code, str(name)) for code, name in countries]
