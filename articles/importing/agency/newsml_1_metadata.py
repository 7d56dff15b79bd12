"""What the metadata of a NewsML 1 item say: topics, places, people, rights."""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from articles.importing.agency.newsml_1_lines import formal_name
from articles.importing.agency.places import country
from articles.importing.agency.topics import field_of
from articles.importing.agency.xml import text_of, texts_of
from articles.importing.names import names_in

_SEPARATOR = re.compile(r"\s*;\s*")
# Not a desk's number: `COR 360`.
_PERSON = re.compile(r"[^\d\s]+(?:\s[^\d\s]+)+")
_SUBJECTS = ("Subject", "SubjectMatter", "SubjectDetail", "SubjectQualifier", "Topic")


def languages(components: Iterable[etree._Element]) -> Iterator[str]:
    """Yield the languages of components, and of the item itself, "" of those that don't say it."""
    for component in components:
        yield formal_name(component, "DescriptiveMetadata/Language").lower()
        yield component.get("lang", "")


class Metadata:
    """The metadata of one item; `around` are the components around its text, nearest first."""

    def __init__(self, element: etree._Element, around: list[etree._Element]):
        self.element, self.around = element, around
        self.language = next(filter(None, languages([*around, element])), "")
        self.topic_names = dict(self._named_topics())

    def _named_topics(self):
        """The names of the topics that the item brings with it, by their codes."""
        for topic in self.element.iter("Topic"):
            names = topic.findall("Description[@Variant='Name']") or topic.findall("Description")
            ranked = sorted(names, key=self._rank)
            if ranked:
                yield text_of(topic, "FormalName"), text_of(ranked[0])

    def _rank(self, name):
        order = [self.language[:2].lower(), "en"]
        language = name.get("lang", "")[:2].lower()
        return order.index(language) if language in order else len(order)

    def _described(self, path):
        return self.element.iterfind(f".//DescriptiveMetadata{path}")

    def _properties(self, *names):
        """The values of properties whose name ends so, in the whole of the metadata."""
        for found in self.element.iter("Property"):
            name = found.get("FormalName", "")
            if name.endswith(names) and not found.get("Role") and found.get("Value"):
                yield name, " ".join(found.get("Value").split())

    def topics(self) -> list[str]:
        """Names of topics, and keywords."""
        found = []
        for subject in self._described("/SubjectCode/*"):
            if subject.tag in _SUBJECTS:
                code = subject.get("FormalName", "")
                found.append(self.topic_names.get(code) or field_of(code, self.language))
        geographic = ("Country", "Region", "State")
        for name, value in self._properties("Keyword", "Keywords"):
            if not any(word in name for word in geographic):
                found.append(value)
        found += texts_of(self.element, ".//NewsLines/KeywordLine")
        return [topic for told in found for topic in _SEPARATOR.split(told)]

    def countries(self) -> list[str]:
        """The countries that it is about; else the one that it was written in."""
        about, origin = [], []
        for location in self.element.iter("Location"):
            places = origin if location.get("HowPresent") == "Origin" else about
            for found in location.iterfind("Property[@FormalName='Country']"):
                places.append(_country(found.get("Value", "")))
        about += [_country(value) for _, value in self._properties("CountryKeywords")]
        for found in self._described("/Property[@FormalName='Country']"):
            origin.append(_country(found.get("Value", "")))
        return about if any(about) else origin

    def authors(self) -> tuple[str, ...]:
        """Those whom the administrative metadata name as its makers."""
        found = []
        for party in self.element.iterfind(".//AdministrativeMetadata/Creator/Party"):
            names = names_in(party.get("FormalName", ""))
            found.extend(name for name in names if _PERSON.fullmatch(name))
        return tuple(dict.fromkeys(found))

    def terms(self) -> list[str]:
        """What limits the use of it."""
        usage = self.element.iterfind(".//RightsMetadata/UsageRights")
        limits = ("UsageType", "Limitations", "Geography")
        return [text for found in usage for name in limits for text in texts_of(found, name)]


def _country(value):
    return country([value], [value], is_country=True)
