"""Saved listing pages for tests, written by this project."""

from io import BytesIO

from articles.importing.format import records
from articles.importing.pages.listing import LISTING
from articles.importing.record import RateRecord
from tests.articles.importing.found import stories_of

RATES = (
    "• KGS/USD = 0.01144 0%",
    "• KZT/USD = 0.00194 0%",
    "• TJS/USD = 0.10866 -0.18%",
    "• UZS/USD = 0.00008 -0%",
    "• TMT/USD = 0.28490 0%",
)
HEADLINES = (
    "Almaty Opens a Second Tram Line After Eleven Years of Planning",
    "Tajik Farmers Turn to Drip Irrigation as the Zarafshan Runs Low",
    "Uzbekistan’s “Green Corridor” Cuts Waiting Times at the Border",
    "Kyrgyz Parliament Debates New Rules for Mountain Guides",
    "Ashgabat Hosts Talks on a Shared Caspian Weather Service",
    "Kazakhstan Plans to Move a Third of Its Grain by Rail by 2030",
)


def text_of(number):
    """A lead paragraph of more than two hundred characters, different for each number."""
    return (
        f"The decision number {number} was announced on Tuesday by the ministry in charge, after "
        "months of consultation with local councils, engineers and the people who live along the "
        "route. Work begins in spring, the ministry said, and will be paid for from the budget."
    )


def page(
    *,
    rates=RATES * 3,
    day="17 December 2025",
    viewing="Viewing results 1 - 6 of 6",
    stories=None,
    footer="",
):
    """The text of a page; `stories` are blocks, each followed by a blank line."""
    if stories is None:
        stories = [block for n, line in enumerate(HEADLINES) for block in (line, text_of(n))]
    head = ["  ".join(("", line)) for line in rates]
    parts = ["\n".join([*head, day] if day else head), viewing, *stories, footer]
    return "\n\n".join(part for part in parts if part) + "\n"


def read(text, encoding="utf-8"):
    data = text if isinstance(text, bytes) else text.encode(encoding)
    return list(records(LISTING, BytesIO(data)))


def rates_of(found):
    return [record for record in found if isinstance(record, RateRecord)]


def headlines_of(text, encoding="utf-8"):
    return [story.headline for story in stories_of(read(text, encoding))]
