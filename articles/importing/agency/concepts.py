"""What the concepts of a NewsML-G2 item say: topics, the agency's sections, countries."""

from lxml import etree

from articles.importing.agency.places import country
from articles.importing.agency.topics import field_of, is_code, is_section
from articles.importing.agency.xml import text_of
from articles.importing.record import Category

_NO_COUNTRY = frozenset(
    "city statprov province region subregion continent continentalcode poi worldregion".split()
)
_GEOGRAPHIC = _NO_COUNTRY | {"country", "geoarea", "5"}
# A name in the form for readers goes before an abbreviation.
_SHORT_ROLES = ("short", "mnemonic")
#: Vocabularies of what an agency sells and how it works.
_INTERNAL = frozenset("products service svc why".split())


class Concepts:
    """The subjects, keywords and places of one item, with their names in its language."""

    def __init__(self, item: etree._Element, language: str):
        self.language = language
        about = item.find("contentMeta")
        self.about = about if about is not None else etree.Element("contentMeta")
        self.asserted = item.findall("assert")
        self.subjects = self.about.findall("subject")

    def topics(self) -> list[str]:
        """The names of what it is about, without places and what other topics imply."""
        found = []
        for subject in self.subjects:
            implied = subject.get("why", "").endswith("ancestor")
            if not (implied or self._is_place(subject) or self._is_section(subject)):
                found.append(self._topic(subject))
        return found + [text_of(keyword) for keyword in self.about.iterfind("keyword")]

    def _topic(self, subject):
        main = subject.find("mainConcept")
        subject = main if main is not None else subject
        if _scheme(subject) in _INTERNAL:
            return ""
        return self._name(subject) or field_of(_code(subject), self.language)

    def sections(self) -> list[Category]:
        """The sections that the agency itself files it under."""
        named = [
            (self._name(subject), _code(subject))
            for subject in self.subjects
            if self._is_section(subject)
        ]
        return [Category(name) for name, code in named if name and not is_code(name, code)]

    def countries(self) -> list[str]:
        """The countries that it is about; else the one that it was written in."""
        about = [self._country(subject) for subject in self.subjects if self._is_place(subject)]
        about += [self._country(found) for found in self.asserted if _is_asserted_place(found)]
        if not any(about):
            about = [self._country(found) for found in self.about.iterfind("located")]
        return about

    def place_name(self, located: etree._Element | None) -> str:
        return self._name(located) if located is not None else ""

    def _country(self, place):
        """The country that a place is, or that is named as lying around it."""
        found = (_own_country(one) for one in [place, *place.iter("broader")])
        return next(filter(None, found), "")

    def _is_place(self, subject):
        is_reuters_country = country((), [_code(subject)]) and _scheme(subject) == "n2"
        return _kind(subject) in _GEOGRAPHIC or bool(is_reuters_country)

    def _is_section(self, subject):
        return is_section(_scheme(subject), _kind(subject))

    def _name(self, concept):
        """The name in the item's language, in English, or in any; one for readers first."""
        names = sorted(concept.iterfind("name"), key=self._rank)
        return text_of(names[0]) if names else ""

    def _rank(self, name):
        language = name.get("lang", self.language)[:2].lower()
        order = [self.language[:2].lower(), "en"]
        is_short = name.get("role", "").rpartition(":")[2] in _SHORT_ROLES
        return is_short, order.index(language) if language in order else len(order)


def _code(concept):
    return concept.get("qcode") or concept.get("uri") or ""


def _scheme(concept):
    """The vocabulary of a code: of `medtop:04000000`, or of an address."""
    code = _code(concept).lower()
    if "//" not in code:
        return code.partition(":")[0]
    return code.rpartition("/")[0].rpartition("/")[2]


def _kind(concept):
    return concept.get("type", "").rpartition(":")[2].rpartition("/")[2].lower()


def _own_country(place):
    codes = [_code(same) for same in [place, *place.iterfind("sameAs")]]
    names = [text_of(name) for name in place.iterfind("name")]
    return country(names, codes, _is_country(place))


def _is_country(place):
    kind = _kind(place)
    facets = {facet.get("qcode", "") for facet in place.iterfind("facet")}
    if kind == "country" or "geoProp:5" in facets:
        return True
    return False if kind in _NO_COUNTRY or "geoProp:8" in facets else None


def _is_asserted_place(found):
    return any(found.find(name) is not None for name in ("geoAreaDetails", "POIDetails"))
