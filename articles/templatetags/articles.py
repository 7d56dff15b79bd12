"""What the templates need of stories beyond their fields."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag(takes_context=True)
def absolute(context, address):
    """Return `address` (a path or a whole address) with the scheme and host of this request."""
    return context["request"].build_absolute_uri(address)


@register.simple_tag
def clock_zone():
    """Return in whose time the site tells its hours: “Bishkek time” for Asia/Bishkek."""
    name = timezone.get_current_timezone_name()
    place = name.rpartition("/")[2].replace("_", " ")
    return f"{place} time" if "/" in name else name


@register.tag
def kept(parser, token):
    """`{% kept story kind %}…{% endkept %}`: what is drawn from a story, and perhaps from some
    plain values, alone: drawn once for as long as the database tells the same of the story."""
    _, story, *others = token.split_contents()
    nodes = parser.parse(["endkept"])
    parser.delete_first_token()
    return KeptNode(*map(parser.compile_filter, [story, *others]), nodelist=nodes)


class KeptNode(template.Node):
    #: Texts of some 4 kB, those that they were drawn from included.
    most = 1_000

    def __init__(self, story, *others, nodelist):
        self.story, self.others, self.nodelist = story, others, nodelist
        self.texts = {}

    def render(self, context):
        facts = self.story.resolve(context).facts
        if facts is None:
            return self.nodelist.render(context)
        key = (*facts, *[other.resolve(context, True) for other in self.others])
        text = self.texts.get(key)
        if text is None:
            if len(self.texts) >= self.most:
                self.texts.clear()
            text = self.texts[key] = self.nodelist.render(context)
        return text


@register.filter(expects_localtime=True)
def iso(moment):
    """Return what `|date:"c"` does; nothing of no time, like the others."""
    return mark_safe(moment.isoformat()) if moment else ""  # noqa: S308


@register.filter(expects_localtime=True)
def day(moment):
    """Return a `<time>` that reads “22 May 2026”."""
    return _time(moment, _day(moment.date())) if moment else ""


@register.filter(expects_localtime=True)
def hour(moment):
    """Return a `<time>` that reads “22 May 2026, 09:30 Bishkek time”."""
    if not moment:
        return ""
    clock = f"{moment.hour:02}:{moment.minute:02} {clock_zone()}"
    return _time(moment, f'{_day(moment.date())}, <span class="together">{clock}</span>')


def _time(moment, words):
    return mark_safe(f'<time datetime="{moment.isoformat()}">{words}</time>')  # noqa: S308


@lru_cache(maxsize=5_000)
def _day(date):
    return date_format(date, "j F Y")


@register.filter
def scrolling_tables(body):
    """Return cleaned HTML with each table in a box of its own that scrolls, by keyboard too."""
    opening = '<div class="scroll" role="group" aria-label="Table" tabindex="0"><table'
    return mark_safe(body.replace("<table", opening).replace("</table>", "</table></div>"))  # noqa: S308


@register.filter
def unlisted(slugs, entries):
    """Return those of `slugs` that no Entry of `entries` offers, so that a form can keep them."""
    offered = {entry.slug for entry in entries}
    return [slug for slug in slugs if slug and slug not in offered]


@dataclass(frozen=True)
class Chip:
    """One thing that narrows a listing, and the address of the listing without it."""

    label: str
    address: str


@register.simple_tag(takes_context=True)
def narrowing(context):
    """Return a Chip for each thing that the reader chose in the filter."""
    path, choices, chosen = quote(context["request"].path), context["choices"], context["chosen"]
    entries = [*choices.countries, *choices.sections, *choices.tags, *choices.authors]
    names = {(entry.kind, entry.slug): entry.name for entry in entries}
    pairs = [(kind, value) for kind, values in chosen.items() for value in values if value.strip()]
    return [
        Chip(names.get(pair) or _describe(*pair), _without(path, pairs, pair))
        for pair in dict.fromkeys(pairs)
        if pair[0] != "order"
    ]


def _describe(kind, value):
    """Name a choice that no list names: words, a day, a row that is not offered."""
    if kind == "q":
        return f"“{value}”"
    return f"{kind} {value}"


def _without(path, pairs, dropped):
    rest = urlencode([pair for pair in pairs if pair != dropped])
    return f"{path}?{rest}" if rest else path


@register.simple_tag(takes_context=True)
def structured_data(context, story):
    """Return schema.org's NewsArticle for `story`."""
    return _news_article(story, context["address"], _of_site(context["request"]))


def _of_site(request):
    """Return a function that does what the request's `build_absolute_uri` does, to addresses that
    are quoted already."""
    root = request.build_absolute_uri("/").removesuffix("/")

    def absolute(address):
        is_path = address.startswith("/") and not address.startswith("//")
        return root + address if is_path else request.build_absolute_uri(address)

    return absolute


def _news_article(story, address, absolute_address):
    published = timezone.localtime(story.published_at)
    modified = timezone.localtime(story.modified_at or story.published_at)
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.headline,
        "description": story.standfirst,
        "mainEntityOfPage": address,
        "inLanguage": story.language,
        "datePublished": published.isoformat(),
        "dateModified": modified.isoformat(),
        "author": [_author(byline.author, absolute_address) for byline in story.bylines.all()],
        "publisher": {"@type": "NewsMediaOrganization", "name": settings.SITE_NAME},
        "isAccessibleForFree": True,
    }
    if story.section:
        facts["articleSection"] = story.section.name
    if story.lead_image:
        facts["image"] = absolute_address(story.lead_image.file.url)
    return facts


def _author(author, absolute_address):
    return {
        "@type": "Organization" if author.is_house_name else "Person",
        "name": author.name,
        "url": absolute_address(author.get_absolute_url()),
    }
