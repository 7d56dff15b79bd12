"""What a ninjs item is filed under: topics, the agency's sections, countries."""

from collections.abc import Iterator

from articles.importing.agency.ninjs_values import Object, line, listed
from articles.importing.agency.places import country, country_at_end
from articles.importing.agency.topics import field_of, is_code, is_section
from articles.importing.record import Category

_PLACES = ("location", "place", "places", "geography", "country", "countries")
_ABOUT = ("about", "direct")


class Topics:
    """The subjects, keywords, services and places of one item."""

    def __init__(self, item: Object):
        self.item = item
        self.language = line(item["language"])
        self.subjects = list(item.objects("subject", "subjects"))

    def topics(self) -> list[str]:
        """The names of what it is about, without sections, places and what others imply."""
        found = [_topic(subject, self.language) for subject in self.subjects if _is_topic(subject)]
        for thing in self.item.objects(
            "organisation", "organisations", "person", "people", "object", "objects"
        ):
            if any(rel in _ABOUT for rel in _rels(thing)):
                found.append(line(thing["name"]))
        keywords = self.item.objects("keywords", "keyword", "tags")
        return found + [line(keyword["name"]).lstrip("#") for keyword in keywords]

    def sections(self) -> list[Category]:
        """The sections that the agency itself files it under."""
        found = [subject for subject in self.subjects if _is_section(subject)]
        found += self.item.objects("service", "section", "sections", "category", "categories")
        named = [(line(section["name"]), _code(section)) for section in found]
        return [
            Category(name, _slug(code)) for name, code in named if name and not is_code(name, code)
        ]

    def countries(self) -> list[str]:
        """The countries that it is about; else the one that it was written in."""
        places = list(self.item.objects("place", "places", "location", "country", "countries"))
        places += [subject for subject in self.subjects if _is_place(subject)]
        about = [_country(place) for place in places]
        return about if any(about) else [country_at_end(located_of(self.item))]


def located_of(item: Object) -> str:
    """Return where an item was written; AP tells it in parts."""
    parts = [
        line(place[name])
        for place in item.objects("datelinelocation")
        for name in ("city", "countryname")
    ]
    return line(item["located"]) or ", ".join(filter(None, parts))


def _topic(subject, language):
    name = line(subject["name"]).lstrip("#")
    code = _code(subject)
    return name or field_of(code, language)


def _is_topic(subject):
    is_implied = "ancestor" in _rels(subject)
    return not (is_implied or _is_section(subject) or _is_place(subject))


def _is_section(subject):
    return is_section(*_vocabularies(subject), *_rels(subject))


def _is_place(subject):
    return any(name in _PLACES for name in [*_vocabularies(subject), *_rels(subject)])


def _rels(thing) -> list[str]:
    return [line(rel).lower() for rel in [*listed(thing["rel"]), *listed(thing["rels"])]]


def _vocabularies(thing) -> Iterator[str]:
    """The name of the list that a topic is from: its scheme, or what its code begins with."""
    scheme = line(thing["scheme"]).rstrip("/#").lower()
    yield scheme.rpartition("/")[2]
    code = _code(thing).lower()
    yield code.rpartition("/")[0].rpartition("/")[2] if "//" in code else code.partition(":")[0]


def _code(thing):
    names = ("code", "qcode", "literal", "uri")
    return next(filter(None, (line(thing[name]) for name in names)), "")


def _slug(code):
    """A code that is a word by itself is the section's slug there."""
    word = code.rpartition(":")[2]
    return word if word.replace("-", "").isalpha() and len(word) > 2 and word.islower() else ""


def _country(place):
    scheme = line(place["scheme"]).rstrip("/")
    codes = [f"{scheme}/{line(place['code'])}"] if scheme else []
    codes += [line(place[name]) for name in ("uri", "code", "literal", "qcode")]
    names = [line(place["name"]), line(place["country"]), line(place["country_code"])]
    kinds = [line(kind).lower() for kind in listed(place["locationtype"])]
    found = country(names, filter(None, codes), True if "country" in kinds else None)
    if not found and line(place["name"]) in ("", line(place["code"])):
        # A code of three letters without another name: `KAZ`.
        return country((), [line(place["code"])], is_country=len(line(place["code"])) == 3)
    return found
