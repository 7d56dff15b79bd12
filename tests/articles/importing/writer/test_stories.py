"""Records to rows: what a story is made of, and when it was published."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone

from articles.importing.record import Status
from articles.importing.writer import staged
from articles.importing.writer.content import PAGE
from articles.models import Article
from tests.articles.importing.writer.jobs import dump, numbers, write
from tests.articles.importing.writer.records import WHEN, record

pytestmark = pytest.mark.django_db


def test_record_becomes_an_article():
    totals, problems = write(
        record(
            headline="Rail “link”\n opens",
            body="<p class='x'>Text <em>one</em></p><div><p>two</p></div>",
            summary=" A  summary ",
            dateline="ALMATY",
            slug="rail-link",
            modified_at=WHEN + timedelta(days=1),
            language="ru-RU",
            urgency=4,
            is_featured=True,
            canonical_url="https://agency.example/1",
        )
    )
    article = Article.objects.get()
    assert (numbers(totals), problems) == ([1, 0, 0, 0, 0], [])
    assert article.headline == "Rail “link” opens"
    assert article.slug == "rail-link"
    assert (article.summary, article.dateline) == ("A summary", "ALMATY")
    assert article.body == "<p>Text <em>one</em></p><p>two</p>"
    assert article.body_text == "Text one\ntwo"
    assert article.status == Article.Status.PUBLISHED
    assert (article.published_at, article.modified_at) == (WHEN, WHEN + timedelta(days=1))
    assert article.language == "ru-RU"
    assert (article.urgency, article.is_featured) == (4, True)
    assert article.canonical_url == "https://agency.example/1"
    assert (article.source, article.external_id) == ("old.example", "https://old.example/?p=1")
    assert article.is_public


def test_record_may_name_another_source_than_its_file():
    write(record(1), record(2, source="agency.example"))
    assert set(Article.objects.values_list("source", flat=True)) == {
        *("old.example", "agency.example")
    }
    assert numbers(write(record(1), record(2, source="agency.example"))[0]) == [0, 0, 2, 0, 0]


def test_time_of_creation_is_that_of_the_record():
    write(record(1, created_at=WHEN), record(2))
    first, second = Article.objects.order_by("pk")
    assert first.created_at == WHEN
    assert timezone.now() - second.created_at < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("url", "expected"),
    [("javascript:alert(1)", ""), ("http://a.example/ b", "http://a.example/ b"), ("x" * 300, "")],
)
def test_canonical_address_is_one_of_the_web(url, expected):
    write(record(canonical_url=url))
    assert Article.objects.get().canonical_url == expected


@pytest.mark.parametrize(("urgency", "expected"), [(0, None), (1, 1), (9, 9), (10, None)])
def test_urgency_is_that_of_agencies(urgency, expected):
    write(record(urgency=urgency))
    assert Article.objects.get().urgency == expected


# What tells stories apart


def test_story_without_an_id_has_its_first_address_else_its_text():
    write(
        record(1, external_id="", paths=("https://old.example/a", "/b")),
        record(2, external_id=""),
        record(3, external_id=""),
    )
    first, *others = Article.objects.order_by("pk").values_list("external_id", flat=True)
    assert first == "https://old.example/a"
    assert {other.partition(":")[0] for other in others} == {"text"}
    assert len(set(others)) == 2


@pytest.mark.parametrize("last", ["a", "b"])
def test_long_ids_are_told_apart_by_all_that_they_hold(last):
    write(record(1, external_id="x" * 300 + "a"), record(2, external_id="x" * 300 + "b"))
    assert Article.objects.count() == 2
    again = record(1, external_id="x" * 300 + last, headline="New")
    assert numbers(write(again)[0]) == [0, 1, 0, 0, 0]


def test_sources_do_not_meet():
    write(record())
    assert numbers(write(record(), source="other.example")[0]) == [1, 0, 0, 0, 0]
    assert Article.objects.count() == 2


def test_http_and_https_are_one_address():
    write(record())
    secure = record(external_id="http://old.example/?p=1")
    assert numbers(write(secure)[0]) == [0, 0, 1, 0, 0]
    assert Article.objects.get().external_id == "https://old.example/?p=1"


# Dates


@pytest.mark.parametrize(
    ("naive", "expected"),
    [
        (datetime(2019, 5, 1, 6), datetime(2019, 5, 1, 0, tzinfo=UTC)),
        # Kazakhstan's clocks went back an hour on 1 March 2024, from UTC+6 to UTC+5.
        (datetime(2024, 2, 29, 22, 59), datetime(2024, 2, 29, 16, 59, tzinfo=UTC)),
        (datetime(2024, 2, 29, 23, 30), datetime(2024, 2, 29, 17, 30, tzinfo=UTC)),
        (datetime(2024, 3, 1), datetime(2024, 2, 29, 19, tzinfo=UTC)),
        (datetime(2024, 6, 1), datetime(2024, 5, 31, 19, tzinfo=UTC)),
    ],
)
def test_naive_time_is_in_the_zone_of_the_import(naive, expected):
    write(record(published_at=naive), zone=ZoneInfo("Asia/Almaty"))
    assert Article.objects.get().published_at == expected


def test_naive_time_is_in_the_zone_of_the_site_unless_told(settings):
    write(record(published_at=datetime(2019, 5, 1, 6)))
    assert settings.TIME_ZONE == "Asia/Bishkek"
    assert Article.objects.get().published_at == datetime(2019, 5, 1, 0, tzinfo=UTC)


def test_story_without_a_date_is_a_draft_and_told():
    totals, problems = write(record(published_at=None))
    assert numbers(totals) == [1, 0, 0, 0, 0]
    assert Article.objects.get().status == Article.Status.DRAFT
    (problem,) = problems
    assert problem.startswith("The story has no date. Imported as a draft.")
    assert problem.endswith("import it again with --assume-date.")


def undated(number, **overrides):
    facts = {"published_at": None, "captured_on": date(2025, 12, 17), "position": number}
    return record(number, **facts | overrides)


@pytest.mark.parametrize("assume", [PAGE, date(2020, 2, 29)])
def test_assumed_date_keeps_the_order_of_the_listing(assume):
    records = [undated(number) for number in (2, 0, 1)]
    _, problems = write(*records, assume_date=assume)
    stories = Article.objects.published().newest_first()
    assert [story.headline for story in stories] == ["Story 0", "Story 1", "Story 2"]
    day = date(2025, 12, 17) if assume == PAGE else assume
    assert {story.published_at.date() for story in stories} == {day}
    assert problems == []
    assert numbers(write(*records, assume_date=assume)[0]) == [0, 0, 3, 0, 0]


@pytest.mark.parametrize("pieces", ["of one story", "of several"])
def test_drafts_without_a_date_are_published_when_one_is_assumed_later(pieces):
    archive = undated(1) if pieces == "of one story" else [undated(1), undated(2)]
    number = 1 if pieces == "of one story" else 2
    write(archive)
    assert numbers(write(archive, assume_date=PAGE)[0]) == [0, number, 0, 0, 0]
    assert Article.objects.published().count() == number
    assert numbers(write(archive)[0]) == [0, 0, number, 0, 0]
    assert Article.objects.published().count() == number


def test_undated_correction_of_a_dated_story_is_written_once():
    """Several stories in a piece: no mark tells that it was here."""
    write([undated(1), undated(2)], assume_date=PAGE)
    corrected = [undated(1, body="<p>Corrected.</p>"), undated(2)]
    assert numbers(write(corrected)[0]) == [0, 1, 1, 0, 0]
    assert Article.objects.published().count() == 2
    assert numbers(write(corrected)[0]) == [0, 0, 2, 0, 0]
    assert numbers(write(corrected, assume_date=PAGE)[0]) == [0, 0, 2, 0, 0]


def test_story_seen_on_a_later_capture_keeps_its_date():
    write(undated(1), assume_date=PAGE)
    before = Article.objects.get().published_at
    later = undated(1, captured_on=date(2026, 1, 3), position=7)
    assert numbers(write(later, assume_date=PAGE)[0]) == [0, 0, 1, 0, 0]
    corrected = undated(1, captured_on=date(2026, 1, 3), body="<p>Corrected.</p>")
    assert numbers(write(corrected, assume_date=PAGE)[0]) == [0, 1, 0, 0, 0]
    assert Article.objects.get().published_at == before


def test_page_saved_this_morning_is_public_at_once(time_machine):
    time_machine.move_to(datetime(2025, 12, 17, 5, tzinfo=UTC))
    write(undated(0), undated(1), assume_date=PAGE)
    assert Article.objects.published().count() == 2


def test_page_without_a_day_gives_drafts_even_when_the_page_is_asked():
    write(undated(1, captured_on=None), assume_date=PAGE)
    assert Article.objects.get().status == Article.Status.DRAFT


@pytest.mark.parametrize("year", [1899, 2099])
def test_impossible_date_makes_a_draft_and_is_told(year):
    _, problems = write(record(published_at=datetime(year, 1, 1, tzinfo=UTC)))
    article = Article.objects.get()
    assert (article.status, article.published_at) == (Article.Status.DRAFT, None)
    assert problems == [f"The year {year} can't be meant. Imported as a draft."]


@pytest.mark.parametrize(
    "moment", [datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59), datetime(1, 1, 1, tzinfo=UTC)]
)
@pytest.mark.parametrize("zone", ["Asia/Bishkek", "America/New_York"])
def test_moment_at_the_end_of_time_ends_no_import(zone, moment):
    """0001-01-01 is what other systems write for none."""
    names = ("published_at", "modified_at", "embargo_until", "withdraw_at", "created_at")
    stories = [[record(number, **{name: moment}) for number, name in enumerate(names)]]
    assert numbers(write(*stories, zone=zone)[0]) == [5, 0, 0, 0, 0]
    assert numbers(write(*stories, zone=zone)[0]) == [0, 0, 5, 0, 0]
    for article in Article.objects.all():
        for name in names:
            value = getattr(article, name)
            assert value is None or 1900 <= value.year <= timezone.now().year


def test_future_date_is_scheduled():
    write(record(status=Status.SCHEDULED, published_at=timezone.now() + timedelta(days=2)))
    assert Article.objects.get().is_scheduled


def test_future_date_of_a_published_story_is_scheduled_and_told():
    _, (problem,) = write(record(published_at=timezone.now() + timedelta(days=2)))
    assert Article.objects.get().is_scheduled
    assert problem.endswith("which is to come: scheduled for then.")


def test_story_under_embargo_appears_when_that_ends():
    ends = timezone.now() + timedelta(days=2)
    write(record(1, embargo_until=ends), record(2, embargo_until=WHEN - timedelta(days=1)))
    first, second = Article.objects.order_by("pk")
    assert first.is_scheduled
    assert (first.published_at, first.embargo_until) == (ends, ends)
    assert second.is_public
    first.full_clean()


def test_story_leaves_by_itself_when_the_source_says_so():
    later = timezone.now() + timedelta(days=2)
    write(
        record(1, withdraw_at=later),
        record(2, withdraw_at=WHEN + timedelta(days=1)),
        record(3, withdraw_at=WHEN - timedelta(days=1)),
        record(4, withdraw_at=WHEN),
    )
    stories = list(Article.objects.order_by("pk"))
    assert [story.is_public for story in stories] == [True, False, True, True]
    assert stories[1].is_gone
    assert stories[0].withdraw_at == later
    assert [story.withdraw_at for story in stories[2:]] == [None, None]


@pytest.mark.parametrize(
    ("there", "here"),
    [
        (Status.DRAFT, Article.Status.DRAFT),
        (Status.REVIEW, Article.Status.REVIEW),
        (Status.WITHDRAWN, Article.Status.WITHDRAWN),
    ],
)
def test_status_is_kept(there, here):
    published_at = WHEN if there == Status.WITHDRAWN else None
    write(record(status=there, published_at=published_at), assume_date=date(2020, 1, 1))
    article = Article.objects.get()
    assert (article.status, article.published_at) == (here, published_at)


@pytest.mark.parametrize("modified", [WHEN - timedelta(days=1), datetime(2099, 1, 1, tzinfo=UTC)])
def test_impossible_change_is_dropped(modified):
    write(record(modified_at=modified))
    assert Article.objects.get().modified_at is None


# Content


def test_script_is_removed_and_told():
    _, (problem,) = write(record(body='<p onclick="x()">Text</p><script>alert(1)</script>'))
    assert Article.objects.get().body == "<p>Text</p>"
    assert problem.startswith("Scripts were removed")


def test_long_headline_is_cut_at_a_word_and_told():
    _, problems = write(record(headline="word " * 60))
    headline = Article.objects.get().headline
    assert len(headline) <= 200
    assert headline.endswith("word…")
    assert problems == ["The headline is longer than 200 characters and was cut."]


def test_record_without_a_headline_costs_itself():
    totals, problems = write(record(1, headline=" \x00 "), record(2))
    assert numbers(totals) == [1, 0, 0, 0, 1]
    assert problems[0] == "The headline is empty. Left out."


def test_text_beyond_all_measure_costs_itself(monkeypatch):
    monkeypatch.setattr(staged, "LONGEST_BODY", 1_000)
    picture = f"<img src='data:image/png;base64,{'A' * 2_000}'>"
    long = record(1, body=f"<p>{'word ' * 300}</p>")
    totals, problems = write(long, record(2, body=f"<p>Text.</p>{picture}"))
    assert numbers(totals) == [1, 0, 0, 0, 1]
    assert problems[0].startswith("The text of this story has more than 2,000,000 characters.")


@pytest.mark.parametrize("body", ["", "<p> </p>", "<script>x</script>"])
def test_story_without_a_text_is_a_draft_and_told(body):
    _, problems = write(record(body=body))
    assert Article.objects.get().status == Article.Status.DRAFT
    assert problems[0] == "The story has no text. Imported as a draft."


def test_picture_alone_is_a_text():
    _, problems = write(record(body='<p><img src="/a.jpg" alt="A"></p>'))
    assert Article.objects.get().is_public
    assert problems == []


@pytest.mark.parametrize("language", ["", "english please", "x" * 40, "<b>"])
def test_language_that_is_none_becomes_the_default(language):
    write(record(language=language))
    assert Article.objects.get().language == "en"


# Quarantine

HIDDEN = '<p>Text.</p><p style="display:none">Buy <a href="https://pills.example">pills</a></p>'


def test_hidden_text_is_told_and_never_public():
    totals, problems = write(record(1, body=HIDDEN), record(2))
    assert numbers(totals) == [2, 0, 0, 0, 0]
    assert len(problems) == 1
    article = Article.objects.get(headline="Story 1")
    assert article.is_public
    assert "style" not in article.body


def test_quarantine_keeps_what_was_found_as_a_draft():
    write(record(1, body=HIDDEN), record(2), quarantine=True)
    first, second = Article.objects.order_by("pk")
    assert (first.status, first.published_at) == (Article.Status.DRAFT, WHEN)
    assert second.is_public


def test_quarantine_holds_for_a_correction_without_a_date():
    write(undated(1), assume_date=PAGE)
    write(undated(1, body=HIDDEN), quarantine=True)
    assert Article.objects.get().status == Article.Status.DRAFT


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN])
def test_quarantine_changes_no_other_status(status):
    write(record(body=HIDDEN, status=status), quarantine=True)
    assert Article.objects.get().status == status


# Slugs


def test_slugs_are_unique_and_the_same_on_a_second_run():
    from tests.factories import make_article

    make_article(headline="Same", slug="same")
    records = [record(n, headline="Same") for n in range(1, 4)]
    write(*records)
    slugs = list(Article.objects.order_by("pk").values_list("slug", flat=True))
    assert sorted(slugs) == ["same", "same-2", "same-3", "same-4"]
    write(*records, record(4, headline="Same"))
    assert list(Article.objects.order_by("pk").values_list("slug", flat=True)) == [
        *slugs,
        "same-5",
    ]


def test_slugs_that_meet_numbered_ones_are_unique():
    write(
        record(1, headline="Same"),
        record(2, slug="same-2"),
        record(3, headline="Same"),
        record(4, slug="same-2"),
        record(5, headline="Same"),
    )
    slugs = set(Article.objects.values_list("slug", flat=True))
    assert len(slugs) == 5
    assert {"same", "same-2"} <= slugs
    before = dump()
    write(*(record(n, headline="Same") for n in (1, 3, 5)))
    assert dump() == before


def test_many_stories_of_one_name_get_numbers_in_their_order():
    write(*(record(n, headline="Weekly digest") for n in range(1, 1203)))
    slugs = list(Article.objects.order_by("pk").values_list("slug", flat=True))
    assert slugs == ["weekly-digest", *(f"weekly-digest-{n}" for n in range(2, 1203))]


def test_longest_slugs_are_told_apart():
    write(*(record(n, slug="x" * 200) for n in range(1, 13)))
    slugs = list(Article.objects.order_by("pk").values_list("slug", flat=True))
    assert slugs == ["x" * 200, *(f"{'x' * 198}-{n}" for n in range(2, 10))] + [
        f"{'x' * 197}-{n}" for n in range(10, 13)
    ]


@pytest.mark.parametrize(
    ("slug", "headline", "expected"),
    [
        ("", "A headline", "a-headline"),
        ("поезд", "Train", "поезд"),
        ("Odd Slug!", "x", "odd-slug"),
        ("///", "…", "story"),
        ("x" * 300, "x", "x" * 200),
    ],
)
def test_slug_is_the_old_one_made_valid_else_that_of_the_headline(slug, headline, expected):
    write(record(slug=slug, headline=headline))
    assert Article.objects.get().slug == expected


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite packs nothing")
def test_long_texts_are_packed_by_lz4():
    """Every server that is built with it, and all of the common ones are, has the setting."""
    write(record(body=f"<p>{'A long text. ' * 1000}</p>"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_column_compression(body) FROM articles_article")
        assert cursor.fetchall() == [("lz4",)]
