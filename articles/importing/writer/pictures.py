"""Pictures that stories had there: kept by their addresses, until somebody fetches them."""

import html
import json
import re
from collections import defaultdict

from articles.importing.record import ATTACHMENT, FRAGMENT, UPLOADED
from articles.importing.writer.bulk import in_chunks, insert
from articles.importing.writer.turns import held
from articles.models import ImportItem, PictureReference

_SHOWN = re.compile(rf'<img [^>]*?src="{re.escape(ATTACHMENT)}([^"]*)"[^>]*>')
_LINKED = re.compile(rf'<a [^>]*?href="{re.escape(ATTACHMENT)}([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
# A figure, for it may become several, or a text.
_GROUP = re.compile(
    rf'<figure>\s*<img [^>]*?src="{re.escape(ATTACHMENT)}((?:{UPLOADED}|{FRAGMENT})\d+)"[^>]*>'
    r"\s*</figure>"
)
_NESTED = 3
_EMPTY_FIGURE = re.compile(r"<figure>\s*</figure>")
_LENGTHS = {"alt": 300, "caption": 500, "credit": 200}


class Pictures:
    """What the numbers of pictures mean that some stories speak of, and of what else is shown
    like one: a few queries for each source."""

    def __init__(self, stories):
        wanted = defaultdict(set)
        for source, facts in stories:
            for address in _numbered(facts):
                wanted[source].add(address)
            wanted[source].update(facts.get("numbers", ()))
        self.known, self.uploaded, self.fragments = {}, defaultdict(list), {}
        for source, numbers in wanted.items():
            self._learn(source, numbers)
            # A fragment may show pictures and fragments of its own.
            inner = {number for body, _ in self.fragments.values() for number in numbers_in(body)}
            self._learn(source, inner - numbers)

    def _learn(self, source, numbers):
        if not numbers:
            return
        kept = ImportItem.objects.filter(source=source, kind=ImportItem.Kind.ATTACHMENT)
        items = kept.filter(external_id__among=numbers).order_by("job", "number")
        for number, told in items.values_list("external_id", "facts"):
            facts = json.loads(told)
            if "body" in facts:
                self.fragments[source, number] = facts["body"], facts.get("links", [])
            else:
                self.known[source, number] = facts["picture"]
        groups = {number for number in numbers if number.startswith(UPLOADED)}
        if groups:
            items = kept.filter(slug__among=groups).order_by("job", "number")
            for group, told in items.values_list("slug", "facts"):
                picture = json.loads(told)["picture"]
                if picture not in self.uploaded[source, group]:
                    self.uploaded[source, group].append(picture)

    def resolve(self, source, facts):
        """Put addresses for numbers in the facts of a story, as far as they are known."""
        if lead := facts.get("lead"):
            facts["lead"] = self._resolved(source, lead)
        numbers = [n for n in facts.get("numbers", ()) if not n.startswith((UPLOADED, FRAGMENT))]
        missing = [n for n in numbers if (source, n) not in self.known]
        # What the body can't show yet is not lost.
        beside = [*facts.get("pictures", ()), *([ATTACHMENT + n, "", "", ""] for n in missing)]
        facts["pictures"] = [self._resolved(source, picture) for picture in beside]

    def _resolved(self, source, picture):
        if not picture[0].startswith(ATTACHMENT):
            return picture
        known = self.known.get((source, picture[0].removeprefix(ATTACHMENT)))
        if not known:
            # Its file may come with another archive.
            return picture
        # What the story says of the picture counts for more than what its library says.
        return [
            known[0],
            *(own or other for own, other in zip(picture[1:], known[1:], strict=True)),
        ]

    def lead_fragments(self, source, facts):
        """Add the links in the fragments that a story shows to its own."""
        for number in facts.get("numbers", ()):
            for pair in self.fragments.get((source, number), ("", ()))[1]:
                if pair not in facts.setdefault("links", []):
                    facts["links"].append(pair)

    def missing(self, source, facts):
        """What a story shows that is in no archive: `block-7`, `of-7`."""
        known = (*self.fragments, *self.uploaded)
        numbers = (n for n in facts.get("numbers", ()) if n.startswith((UPLOADED, FRAGMENT)))
        return [number for number in numbers if (source, number) not in known]

    def shown(self, source, body):
        """Return a body with the addresses of its numbered pictures, the pictures that were
        uploaded to it, and its fragments."""

        def group(match):
            if match[1].startswith(FRAGMENT):
                return self.fragments.get((source, match[1]), ("",))[0]
            return "".join(map(_figure, self.uploaded.get((source, match[1]), ())))

        for _ in range(_NESTED):
            body = _GROUP.sub(group, body)

        def image(match):
            known = self.known.get((source, match[1]))
            return match[0].replace(ATTACHMENT + match[1], _escaped(known[0])) if known else ""

        def link(match):
            known = self.known.get((source, match[1]))
            address = _escaped(known[0]) if known else ""
            return match[0].replace(ATTACHMENT + match[1], address) if known else ""

        return _EMPTY_FIGURE.sub("", _LINKED.sub(link, _SHOWN.sub(image, body)))


def _numbered(facts):
    pictures = [facts.get("lead"), *facts.get("pictures", ())]
    addresses = (picture[0] for picture in pictures if picture)
    return [a.removeprefix(ATTACHMENT) for a in addresses if a.startswith(ATTACHMENT)]


def numbers_in(body):
    """Return the numbers of the pictures that a body shows."""
    if ATTACHMENT not in body:
        return []
    return [*_SHOWN.findall(body), *(number for number, _ in _LINKED.findall(body))]


def _figure(picture):
    address, alt, caption, credit = picture
    told = caption if not credit or credit in caption else f"{caption} ({credit})".strip()
    under = f"<figcaption>{html.escape(told, quote=False)}</figcaption>" if told else ""
    return f'<figure><img src="{_escaped(address)}" alt="{html.escape(alt)}">{under}</figure>'


def _escaped(address):
    return address.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def keep_pictures(stories):
    """Store the references of stories, given as pairs of article and facts, anew."""
    stories = list(stories)
    updated = [article.pk for article, _ in stories if not article._state.adding]
    if updated:
        PictureReference.objects.filter(article__in=updated).delete()
    rows = [
        (article.pk, role, position, picture[0], *_clipped(picture[1:]))
        for article, facts in stories
        for role, position, picture in _roles(facts)
    ]
    if rows:
        insert(PictureReference, ("article", "role", "position", "address", *_LENGTHS), rows)


def _clipped(texts):
    return [text[:longest] for text, longest in zip(texts, _LENGTHS.values(), strict=True)]


def find_numbered(job):
    """Give the references that were kept by a number their address, where this job knows it."""
    items = job.items.filter(kind=ImportItem.Kind.ATTACHMENT)
    sources = list(items.order_by().values_list("source", flat=True).distinct())
    unknown = PictureReference.objects.filter(address__startswith=ATTACHMENT)
    unknown = unknown.filter(article__source__in=sources) if sources else unknown.none()
    for keys in in_chunks(list(unknown.order_by("pk").values_list("pk", flat=True))):
        with held(job):
            _find(unknown.filter(pk__in=keys).select_related("article"))


def _find(references):
    rows = list(references)
    items = ImportItem.objects.filter(
        kind=ImportItem.Kind.ATTACHMENT,
        source__in={row.article.source for row in rows},
        external_id__among={row.address.removeprefix(ATTACHMENT) for row in rows},
    )
    known = {(item.source, item.external_id): json.loads(item.facts) for item in items}
    for row in rows:
        found = known.get((row.article.source, row.address.removeprefix(ATTACHMENT)))
        if found:
            row.address, *told = found["picture"]
            for name, text in zip(_LENGTHS, _clipped(told), strict=True):
                setattr(row, name, getattr(row, name) or text)
            row.save()


def _roles(facts):
    if facts.get("lead"):
        yield PictureReference.Role.LEAD, 0, facts["lead"]
    for position, picture in enumerate(facts.get("pictures", ())):
        yield PictureReference.Role.GALLERY, position, picture
