"""dpa's digitalwires: an entry comes through as a ninjs item does."""

from datetime import datetime, timedelta, timezone

import pytest

from articles.importing.agency.ninjs import NINJS
from articles.importing.record import Picture, Status
from tests.articles.importing.agency.items import only, read
from tests.articles.importing.found import stories_of

ONE = timezone(timedelta(hours=1))
ENTRY = {
    "format": "digitalwires@0.9.1",
    "urn": "urn:newsml:wire.example:7",
    "version": 2,
    "version_created": "2025-01-22T15:59:24+01:00",
    "pubstatus": "usable",
    "embargoed": None,
    "language": "de",
    "urgency": 3,
    "headline": "Zug nach Osch",
    "teaser": "Er fährt.",
    "byline": "Von Li Na, dpa",
    "dateline": "Osch (dpa) - ",
    "article_html": '<section class="main"><p>Eins.</p><p>Zwei.</p></section>',
    "infobox_html": '<section class="infobox"><h2>Zahlen</h2><p>Drei.</p></section>',
    "ednotes": [
        {"role": "dpaednoterole:closingline", "ednote": "dpa ln of"},
        {"role": "dpaednoterole:correctionshort", "ednote": "Berichtigung: Tag"},
    ],
    "categories": [
        {"type": "dnltype:keyword", "name": "Bahn", "qcode": "dnlkeyword:b"},
        {"type": "dnltype:geosubject", "name": "Kirgistan", "qcode": "iso3166-1a2:KG"},
        {"type": "dnltype:dpasubject", "name": "Verkehr", "qcode": "dpasubject:1"},
        {"type": "dnltype:category", "name": "Wirtschaft", "qcode": "dpacat:wi"},
    ],
    "associations": [
        {
            "type": "image",
            "urn": "urn:newsml:wire.example:8",
            "headline": "Ein Zug",
            "caption": "Der Zug.",
            "renditions": [
                {"url": "https://wire.example/s.jpg", "type": "image", "width": 100},
                {"url": "https://wire.example/l.jpg", "type": "image", "width": 900},
            ],
            "creator_names": [{"name": "Osh Bek"}],
        }
    ],
}


def test_entry_comes_through():
    found, told = only(NINJS, ENTRY)
    assert (found.external_id, found.version) == ("urn:newsml:wire.example:7", 2)
    assert (found.headline, found.summary) == ("Zug nach Osch", "Er fährt.")
    assert found.body == "<p>Eins.</p><p>Zwei.</p><h2>Zahlen</h2><p>Drei.</p>"
    assert (found.authors, found.dateline) == (("Li Na",), "Osch")
    assert found.published_at == datetime(2025, 1, 22, 15, 59, 24, tzinfo=ONE)
    assert (found.language, found.urgency, found.status) == ("de", 3, Status.PUBLISHED)
    assert (found.tags, found.countries) == (("Verkehr", "Bahn"), ("KG",))
    assert [category.name for category in found.categories] == ["Wirtschaft"]
    assert found.lead_image == Picture(
        "https://wire.example/l.jpg", alt="Ein Zug", caption="Der Zug.", credit="Osh Bek"
    )
    assert any("Berichtigung" in line for line in told)
    assert not any("dpa ln of" in line for line in told)


@pytest.mark.parametrize("wrapped", [[ENTRY, ENTRY], {"title": "Feed", "entries": [ENTRY, ENTRY]}])
def test_entries_of_a_feed(wrapped):
    assert len(stories_of(read(NINJS, wrapped))) == 2


def test_embargo_and_withdrawal():
    found, _ = only(NINJS, ENTRY | {"embargoed": "2030-01-01T06:00:00+01:00"})
    assert found.embargo_until == datetime(2030, 1, 1, 6, tzinfo=ONE)
    found, _ = only(NINJS, ENTRY | {"pubstatus": "canceled"})
    assert found.status is Status.WITHDRAWN


@pytest.mark.parametrize("name", ["categories", "associations", "ednotes"])
@pytest.mark.parametrize("odd", [None, "x", ["x"], [{}], {}])
def test_odd_entry_is_read(name, odd):
    found, _ = only(NINJS, ENTRY | {name: odd})
    assert found.headline == "Zug nach Osch"
