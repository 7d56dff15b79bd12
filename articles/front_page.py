"""What the home page shows: each story once, the weightiest first."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from articles.models import Article, Country

SECONDARY = 2
PER_COUNTRY = 4
LATEST = 10
#: A featured story leads the page for this long; then the newest takes its place.
FEATURED_FOR = timedelta(hours=36)


@dataclass(frozen=True)
class Block:
    country: Country
    stories: list[Article]


@dataclass(frozen=True)
class FrontPage:
    lead: Article | None
    secondary: list[Article]
    blocks: list[Block]
    latest: list[Article]


def front_page():
    """Choose the stories of the home page; the number of queries doesn't grow with the stories."""
    public = Article.objects.published().newest_first()
    newest = list(public.values_list("pk", flat=True)[: 1 + SECONDARY + LATEST])
    fresh = public.filter(is_featured=True, published_at__gt=timezone.now() - FEATURED_FOR)
    top = _first_new(1 + SECONDARY, [*fresh.values_list("pk", flat=True)[: 1 + SECONDARY], *newest])
    latest = _first_new(LATEST, newest, top)
    used = {*top, *latest}
    blocks = []
    for country in Country.objects.featured():
        candidates = public.filter(countries=country).values_list("pk", flat=True)
        chosen = _first_new(PER_COUNTRY, candidates[: PER_COUNTRY + len(used)], used)
        used.update(chosen)
        blocks.append((country, chosen))
    stories = Article.objects.filter(pk__in=used).for_list().in_bulk()
    return FrontPage(
        lead=stories[top[0]] if top else None,
        secondary=[stories[pk] for pk in top[1:]],
        blocks=[
            Block(country, _picture_first([stories[pk] for pk in chosen]))
            for country, chosen in blocks
            if chosen
        ],
        latest=[stories[pk] for pk in latest],
    )


def _picture_first(stories):
    """Those with a picture before the others, each newest first."""
    return sorted(stories, key=lambda story: story.lead_image_id is None)


def _first_new(number, candidates, used=()):
    return list(dict.fromkeys(pk for pk in candidates if pk not in used))[:number]
