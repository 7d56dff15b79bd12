"""Rates in stories: frozen when they are published, told anew on their pages when they change."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from newsroom.page_cache import watch
from tests.factories import make_article, make_fixing, make_user

pytestmark = pytest.mark.django_db
WAITING = '<p>It is <a href="/markets/usd-kgs/?date=publication">at publication</a>.</p>'
QUOTED = (
    '<p>It was <a href="/markets/usd-kgs/?date=2026-03-12&amp;source=nbkr" rel="noopener">'
    "87.45 KGS (NBKR, 12 March 2026)</a>.</p>"
)


@pytest.fixture(autouse=True)
def rates(time_machine):
    time_machine.move_to("2026-05-22T20:00:00+06:00")
    make_fixing("USD/KGS", "88.1000", date(2026, 5, 21), provider="nbkr")
    make_fixing("USD/KGS", "88.2000", date(2026, 5, 22), provider="nbkr")


def draft(body=WAITING):
    return make_article(status=Article.Status.DRAFT, body=body)


@pytest.mark.parametrize(
    ("days", "figure"),
    [
        (0, "88.20 KGS (NBKR, 22 May 2026)"),
        (-1, "88.10 KGS (NBKR, 21 May 2026)"),
        # Nobody knows the rate of that day yet.
        (3, "88.20 KGS (NBKR, 22 May 2026)"),
    ],
)
def test_rate_is_frozen_as_it_is_on_the_day_of_publication(days, figure):
    story = draft()
    story.publish(make_user(), at=timezone.now() + timedelta(days=days))
    story.refresh_from_db()
    assert f">{figure}</a>" in story.body
    assert figure in story.body_text
    assert "date=publication" not in story.body


def test_draft_that_is_only_handed_in_still_waits():
    story = draft()
    story.submit(make_user())
    story.refresh_from_db()
    assert "date=publication" in story.body


def test_rate_that_nobody_has_keeps_a_story_from_being_published():
    story = draft(WAITING.replace("kgs", "xxx"))
    with pytest.raises(ValidationError, match="waits for a rate of USD in XXX"):
        story.publish(make_user())
    assert "date=publication" in story.body
    assert story.published_at is None
    story.refresh_from_db()
    assert story.status == Article.Status.DRAFT


def test_story_that_could_not_be_published_still_waits():
    story = draft()
    story.headline = ""
    with pytest.raises(ValidationError):
        story.publish(make_user())
    assert "date=publication" in story.body


def test_frozen_rate_stays_when_the_story_is_published_again():
    story = draft()
    story.publish(make_user())
    frozen = story.body
    make_fixing("USD/KGS", "90.0000", date(2026, 5, 22), provider="nbkr", revision=2)
    story.withdraw(make_user(), "A slip.")
    story.send_back(make_user(), "Mend it.")
    story.publish(make_user())
    assert story.body == frozen


def test_page_of_a_story_tells_what_a_rate_is_now(client):
    plain, story = make_article(), make_article(body=QUOTED)
    page = client.get(story.get_absolute_url()).content.decode()
    assert "87.45 KGS (NBKR, 12 March 2026)</a> <span" in page
    assert "(now 88.20 KGS" in page
    client.get(plain.get_absolute_url())
    counts = []
    for each in (plain, story):
        with CaptureQueriesContext(connection) as asked:
            client.get(each.get_absolute_url())
        counts.append(len(asked))
    assert counts[1] == counts[0] + 1


def test_kept_page_of_a_story_changes_with_the_rate(client, settings, monkeypatch):
    settings.PAGE_CACHE_SECONDS = 300
    monkeypatch.setattr(watch, "EVERY", 0)
    monkeypatch.setattr(watch, "APART", 0)
    address = make_article(body=QUOTED).get_absolute_url()
    assert "(now 88.20 KGS" in client.get(address).content.decode()
    make_fixing("USD/KGS", "88.3000", date(2026, 5, 22), provider="nbkr", revision=2)
    assert "(now 88.30 KGS" in client.get(address).content.decode()
