"""The words around the text of a NewsML 1 item: its news lines, and components that are lines."""

from lxml import etree

from articles.importing.agency.xml import text_of

_SUMMARIES = ("abstract", "summary", "teaser", "lead")
_FOR_EDITORS = ("advisory", "ednote", "editor", "note")


def formal_name(element: etree._Element, path: str) -> str:
    """Return the `FormalName` of the first element at `path`, "" where there is none."""
    found = element.find(path)
    return " ".join(found.get("FormalName", "").split()) if found is not None else ""


def role_of(component: etree._Element) -> str:
    """Return what a component is to the others: `main`, `headline`, `caption`."""
    return formal_name(component, "Role").lower().replace(" ", "")


class Lines:
    """The news lines of an item: those nearest to its text first."""

    def __init__(self, element: etree._Element, around: list[etree._Element]):
        self.element = element
        self.components = around
        self.around = [found for one in around for found in one.iterfind("NewsLines")]
        nearest = set(self.around)
        self.around += [found for found in element.iter("NewsLines") if found not in nearest]

    def __getitem__(self, name: str) -> str:
        return next(filter(None, (text_of(found, name) for found in self.around)), "")

    def component(self, *roles: str) -> str:
        """The text of the component with one of the roles: the nearest, where there are several."""
        for part in [*self.components, self.element]:
            for found in part.iter("NewsComponent"):
                if role_of(found) in roles and found not in self.components:
                    return text_of(found, "ContentItem/DataContent")
        return ""

    def summary(self) -> str:
        own = self.component(*_SUMMARIES) or self["SubHeadLine"] or self.component("subheadline")
        return own or next(filter(None, self.typed("summary")), "")

    def typed(self, *kinds: str) -> list[str]:
        """The texts of those lines whose type has one of these words in its name."""
        lines = [line for found in self.around for line in found.iterfind("NewsLine")]
        return [
            text_of(line, "NewsLineText")
            for line in lines
            if any(kind in formal_name(line, "NewsLineType").lower() for kind in kinds)
        ]

    def notes(self) -> list[str]:
        """What is for editors: advisories, and notes by that name."""
        return self.typed(*_FOR_EDITORS)
