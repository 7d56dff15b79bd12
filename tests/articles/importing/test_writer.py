"""Records to rows: once, again, after an editor's hand, and when one of them can't come in."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.importing.record import (
    ArticleRecord,
    Category,
    Problem,
    RateRecord,
    Skipped,
    Status,
    Totals,
)
from articles.importing.writer import Writer, writer
from articles.importing.writer.content import PAGE
from articles.models import Article, ArticlePath, Author, Section, Tag, TagAlias
from tests.factories import make_article, make_author, make_section, make_tag

pytestmark = pytest.mark.django_db

WHEN = datetime(2019, 5, 1, 6, tzinfo=UTC)


def record(number=1, **overrides):
    values = {
        "external_id": f"https://old.example/?p={number}",
        "headline": f"Story {number}",
        "body": f"<p>Text of story {number}.</p>",
        "place": f"line {number}",
        "published_at": WHEN,
    }
    return ArticleRecord(**values | overrides)


def write(*records, **options):
    """Write records; return the totals and the messages of the problems."""
    problems = []
    values = {"source": "old.example", "on_problem": problems.append, "zone": ZoneInfo("UTC")}
    totals = Writer(**values | options).write(records)
    return totals, [problem.message for problem in problems]


def counts(totals):
    return [totals.created, totals.updated, totals.unchanged, totals.kept, totals.refused]


def test_record_becomes_an_article():
    totals, problems = write(
        record(
            headline="Rail “link”\n opens",
            body='<p onclick="x()">Text <b>one</b></p><script>alert(1)</script>',
            summary=" A  summary ",
            slug="rail-link",
            modified_at=WHEN + timedelta(days=1),
            language="ru-RU",
        )
    )
    article = Article.objects.get()
    assert (counts(totals), problems) == ([1, 0, 0, 0, 0], [])
    assert article.headline == "Rail “link” opens"
    assert article.slug == "rail-link"
    assert article.summary == "A summary"
    assert "onclick" not in article.body
    assert "script" not in article.body
    assert article.body_text == "Text one"
    assert article.status == Article.Status.PUBLISHED
    assert (article.published_at, article.modified_at) == (WHEN, WHEN + timedelta(days=1))
    assert article.language == "ru-RU"
    assert (article.source, article.external_id) == ("old.example", "https://old.example/?p=1")
    assert article.is_public


def test_second_run_changes_nothing(django_assert_num_queries):
    records = [record(n, tags=("a",), authors=("B",), paths=(f"/old/{n}",)) for n in range(5)]
    write(*records)
    before = list(Article.objects.order_by("pk").values())
    # The transaction, what is filed, the rows, and their addresses: no write.
    with django_assert_num_queries(6):
        totals, problems = write(*records)
    assert counts(totals) == [0, 0, 5, 0, 0]
    assert list(Article.objects.order_by("pk").values()) == before
    assert problems == []


def test_changed_record_updates_its_story_and_keeps_its_address():
    write(record(slug="first", tags=("a",), authors=("One",)))
    totals, _ = write(
        record(slug="second", headline="New headline", tags=("b",), authors=("Two", "One"))
    )
    article = Article.objects.get()
    assert counts(totals) == [0, 1, 0, 0, 0]
    assert (article.headline, article.slug) == ("New headline", "first")
    assert [tag.name for tag in article.tags.all()] == ["b"]
    assert [byline.author.name for byline in article.bylines.all()] == ["Two", "One"]
    assert counts(write(record(headline="New headline", tags=("b",), authors=("Two", "One")))[0])[2]


@pytest.mark.parametrize("change", ["headline", "body", "status", "tags", "authors", "section"])
def test_story_that_an_editor_changed_is_kept(change):
    write(record(tags=("a",)))
    article = Article.objects.get()
    if change == "tags":
        article.tags.add(make_tag("Editor's"))
    elif change == "authors":
        article.bylines.create(author=make_author("Editor"))
    else:
        values = {"section": make_section(), "status": "withdrawn", "body": "<p>Mine</p>"}
        setattr(article, change, values.get(change, "Mine"))
        article.save()
    edited = Article.objects.values().get()
    totals, _ = write(record(headline="From the source again", tags=("a",)))
    assert counts(totals) == [0, 0, 0, 1, 0]
    assert Article.objects.values().get() == edited


def test_story_that_an_editor_changed_is_unchanged_when_the_source_is():
    write(record())
    Article.objects.update(headline="Mine")
    assert counts(write(record())[0]) == [0, 0, 1, 0, 0]
    assert Article.objects.get().headline == "Mine"


def test_slug_changed_by_an_editor_hinders_no_update():
    write(record())
    article = Article.objects.get()
    article.slug = "better"
    article.save()
    assert counts(write(record(headline="New"))[0]) == [0, 1, 0, 0, 0]
    assert Article.objects.get().slug == "better"


def test_sources_do_not_meet():
    write(record())
    assert counts(write(record(), source="other.example")[0]) == [1, 0, 0, 0, 0]
    assert Article.objects.count() == 2


def test_http_and_https_are_one_address():
    write(record())
    secure = record(external_id="http://old.example/?p=1")
    assert counts(write(secure)[0]) == [0, 0, 1, 0, 0]
    assert Article.objects.get().external_id == "https://old.example/?p=1"


def test_same_id_twice_in_a_row_is_one_story():
    totals, _ = write(record(), record(headline="Second version"))
    assert counts(totals) == [1, 1, 0, 0, 0]
    assert Article.objects.get().headline == "Second version"


# Dates


def test_naive_time_is_in_the_zone_of_the_import():
    zone = ZoneInfo("Asia/Almaty")
    naive = WHEN.replace(tzinfo=None)
    write(record(published_at=naive), record(2, published_at=datetime(2024, 6, 1)), zone=zone)
    first, second = Article.objects.order_by("pk")
    assert first.published_at == datetime(2019, 5, 1, 0, tzinfo=UTC)
    # Kazakhstan's clocks went back an hour on 1 March 2024.
    assert second.published_at == datetime(2024, 5, 31, 19, tzinfo=UTC)


def test_story_without_a_date_is_a_draft_and_told():
    totals, problems = write(record(published_at=None))
    assert counts(totals) == [1, 0, 0, 0, 0]
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
    assert counts(write(*records, assume_date=assume)[0]) == [0, 0, 3, 0, 0]


def test_drafts_without_a_date_are_published_when_one_is_assumed_later():
    write(undated(1))
    assert counts(write(undated(1), assume_date=PAGE)[0]) == [0, 1, 0, 0, 0]
    assert Article.objects.published().count() == 1
    assert counts(write(undated(1))[0]) == [0, 0, 1, 0, 0]
    assert Article.objects.published().count() == 1


def test_story_seen_on_a_later_capture_keeps_its_date():
    write(undated(1), assume_date=PAGE)
    before = Article.objects.get().published_at
    later = undated(1, captured_on=date(2026, 1, 3), position=7)
    assert counts(write(later, assume_date=PAGE)[0]) == [0, 0, 1, 0, 0]
    corrected = undated(1, captured_on=date(2026, 1, 3), body="<p>Corrected.</p>")
    assert counts(write(corrected, assume_date=PAGE)[0]) == [0, 1, 0, 0, 0]
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


def test_future_date_is_scheduled():
    write(record(status=Status.SCHEDULED, published_at=timezone.now() + timedelta(days=2)))
    assert Article.objects.get().is_scheduled


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


def test_long_headline_is_cut_at_a_word_and_told():
    _, problems = write(record(headline="word " * 60))
    headline = Article.objects.get().headline
    assert len(headline) <= 200
    assert headline.endswith("word…")
    assert problems == ["The headline is longer than 200 characters and was cut."]


def test_record_without_a_headline_costs_itself():
    totals, problems = write(record(1, headline=" \x00 "), record(2))
    assert counts(totals) == [1, 0, 0, 0, 1]
    assert problems == ["The headline is empty. Left out."]


@pytest.mark.parametrize("body", ["", "<p> </p>", "<script>x</script>"])
def test_story_without_a_text_is_a_draft_and_told(body):
    _, problems = write(record(body=body))
    assert Article.objects.get().status == Article.Status.DRAFT
    assert problems == ["The story has no text. Imported as a draft."]


def test_picture_alone_is_a_text():
    _, problems = write(record(body='<p><img src="/a.jpg" alt="A"></p>'))
    assert Article.objects.get().is_public
    assert problems == []


@pytest.mark.parametrize("language", ["", "english please", "x" * 40, "<b>"])
def test_language_that_is_none_becomes_the_default(language):
    write(record(language=language))
    assert Article.objects.get().language == "en"


# Slugs


def test_slugs_are_unique_and_the_same_on_a_second_run():
    make_article(headline="Same", slug="same")
    records = [record(n, headline="Same") for n in range(1, 4)]
    write(*records)
    slugs = list(Article.objects.order_by("pk").values_list("slug", flat=True))
    assert slugs == ["same", "same-2", "same-3", "same-4"]
    write(*records, record(4, headline="Same"))
    assert list(Article.objects.order_by("pk").values_list("slug", flat=True)) == [
        *slugs,
        "same-5",
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


# Filing


def test_categories_become_countries_and_a_section():
    news = Category("News", "news")
    categories = (Category("Kazakhstan", "kz"), Category("Economy", "economy", news), news)
    write(record(categories=categories))
    article = Article.objects.get()
    assert [country.code for country in article.countries.all()] == ["KZ"]
    assert (article.section.name, article.section.parent.name) == ("Economy", "News")
    assert article.tags.count() == 0


def test_category_below_a_country_belongs_to_it_and_is_a_section():
    write(record(categories=(Category("Politics", "politics", Category("Kyrgyzstan")),)))
    article = Article.objects.get()
    assert [country.code for country in article.countries.all()] == ["KG"]
    assert (article.section.name, article.section.parent) == ("Politics", None)


@pytest.mark.parametrize("category", [Category("Кыргызстан", "kyrgyzstan"), Category("kyrgyzstan")])
def test_country_is_known_by_name_or_slug(category):
    write(record(categories=(category,)))
    assert Article.objects.get().countries.get().code == "KG"
    assert Section.objects.count() == 0


def test_demonym_is_no_country_but_a_section():
    write(record(categories=(Category("Russian", "russian"),)))
    assert Article.objects.get().section.name == "Russian"


def test_further_categories_become_tags():
    write(record(categories=(Category("Economy"), Category("Energy"), Category("Water"))))
    article = Article.objects.get()
    assert article.section.name == "Economy"
    assert {tag.name for tag in article.tags.all()} == {"Energy", "Water"}


def test_known_section_is_used_by_slug_and_by_name():
    economy = make_section("Economy", slug="econ")
    write(
        record(1, categories=(Category("ECONOMY"),)),
        record(2, categories=(Category("Oil", "econ"),)),
    )
    assert set(Article.objects.values_list("section", flat=True)) == {economy.pk}


def test_countries_are_sought_in_the_text_only_when_asked():
    body = "<p>An Uzbek firm &amp; Tajikistan’s ministry</p>"
    write(
        record(1, headline="Kazakh grain", body=body, find_countries=True),
        record(2, headline="Kazakh grain", body=body),
    )
    first, second = Article.objects.order_by("pk")
    assert {country.code for country in first.countries.all()} == {"KZ", "UZ", "TJ"}
    assert second.countries.count() == 0


def test_tags_are_one_without_regard_to_case_and_accents():
    make_tag("Café")
    alias = TagAlias.objects.create(tag=make_tag("Railways"), name="Trains")
    write(record(tags=("CAFE", "café", "trains", "Новое", " ", "x" * 150)))
    names = set(Article.objects.get().tags.values_list("name", flat=True))
    assert names == {"Café", alias.tag.name, "Новое", "x" * 100}


def test_tags_whose_slugs_meet_get_numbers():
    write(record(tags=("C", "C++", "C#")))
    assert set(Tag.objects.values_list("slug", flat=True)) == {"c", "c-2", "c-3"}


def test_authors_are_matched_by_their_exact_name():
    known = make_author("Aizada Bekova")
    make_author("Aizada Bekova")
    write(record(authors=("Aizada  Bekova", "A. Bekova", "Aizada Bekova", "")))
    bylines = Article.objects.get().bylines.all()
    assert [byline.author.name for byline in bylines] == ["Aizada Bekova", "A. Bekova"]
    assert bylines[0].author == known
    assert Author.objects.count() == 3


# Old addresses


def test_old_addresses_lead_to_the_story():
    paths = ("https://old.example/2019/05/story/", "https://old.example/?p=1", "/")
    write(record(paths=paths))
    assert set(ArticlePath.objects.values_list("path", flat=True)) == {"/2019/05/story", "/?p=1"}


def test_address_of_another_story_stays_its_own_and_is_told():
    totals, problems = write(record(1, paths=("/old/x",)), record(2, paths=("/old/x",)))
    assert counts(totals) == [2, 0, 0, 0, 0]
    assert ArticlePath.objects.get().article.headline == "Story 1"
    assert problems == ["The address /old/x leads to another story already."]


def test_new_address_of_an_unchanged_story_is_kept():
    write(record(paths=("/a",)))
    assert counts(write(record(paths=("/a", "/b")))[0]) == [0, 0, 1, 0, 0]
    assert ArticlePath.objects.count() == 2


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/" + "x" * 600, "is longer than 500 characters. Not kept."),
        ("http://[broken/x", "An old address of it can't be understood. Not kept."),
    ],
)
def test_impossible_address_costs_itself(path, message):
    totals, problems = write(record(paths=(path, "/fine")))
    assert counts(totals) == [1, 0, 0, 0, 0]
    assert message in problems[0]
    assert ArticlePath.objects.get().path == "/fine"


def test_number_under_a_folder_is_no_address_of_its_own():
    write(record(paths=("https://old.example/demo/?p=903",)))
    assert ArticlePath.objects.filter(path="/demo").count() == 0


# Batches, rates and what is passed over


def test_queries_do_not_grow_with_the_number_of_stories(django_assert_num_queries):
    def batch(numbers, name):
        return [
            record(
                n,
                headline=f"{name} {n}",
                tags=(f"{name} {n}",),
                authors=(f"{name} {n}",),
                categories=(Category("News"), Category("Kazakhstan")),
                paths=(f"/{name}/{n}",),
            )
            for n in numbers
        ]

    write(*batch(range(1, 3), "first"))
    sizes = []
    for numbers, name in ((range(10, 12), "few"), (range(100, 160), "many")):
        with CaptureQueriesContext(connection) as queries:
            write(*batch(numbers, name))
        sizes.append(len(queries))
    # SQLite takes the rows of one INSERT in parts.
    assert sizes[1] - sizes[0] <= 2
    assert sizes[0] <= 25


def test_batches_give_what_one_gives():
    records = [record(n, tags=(f"t{n % 3}",)) for n in range(10)]
    assert counts(write(*records, batch_size=3)[0]) == [10, 0, 0, 0, 0]
    assert counts(write(*records, batch_size=4)[0]) == [0, 0, 10, 0, 0]
    assert Tag.objects.count() == 3


def test_row_that_the_database_refuses_costs_itself(monkeypatch):
    real = writer.content_of

    def broken(found, *args):
        content = real(found, *args)
        if found.headline == "Story 2":
            content.values["language"] = None
        return content

    monkeypatch.setattr(writer, "content_of", broken)
    totals, problems = write(*(record(n, tags=("new",), authors=("New",)) for n in (1, 2, 3)))
    assert counts(totals) == [2, 0, 0, 0, 1]
    assert problems[0].startswith("“Story 2” can't be stored: ")
    assert {article.tags.get().name for article in Article.objects.all()} == {"new"}


def test_rates_are_handed_on_and_counted():
    rates = [
        RateRecord("KGS", "USD", value, date(2025, 12, 17), "line 1") for value in ("1", "1", "0")
    ]
    seen = []

    def keep(rate):
        if rate.value == "0":
            raise ValidationError("A rate is greater than zero.")
        seen.append(rate)
        return len(seen) == 1

    totals, problems = write(*rates, on_rate=keep)
    assert (totals.rates, totals.rates_unchanged, totals.refused) == (1, 1, 1)
    assert problems == ["KGS/USD 0: A rate is greater than zero."]


def test_rates_are_passed_over_when_nobody_keeps_them():
    rate = RateRecord("KGS", "USD", 1, date(2025, 12, 17), "line 1")
    assert write(rate)[0] == Totals()


def test_skipped_items_are_counted_by_kind_and_problems_told():
    totals, problems = write(
        Skipped("page", "line 1"),
        Skipped("page", "line 2"),
        Problem("line 3", "Broken."),
        Problem("line 4", "Doubtful.", refused=False),
    )
    assert totals.skipped == {"page": 2}
    assert totals.refused == 1
    assert problems == ["Broken.", "Doubtful."]


def test_story_that_another_import_wrote_meanwhile_is_found(monkeypatch):
    """Two imports of one file at once: the slower tries again with the rows as they are then."""
    real = Writer._rows
    met = []

    def late(self, records):
        rows = real(self, records)
        if not met:
            met.append(True)
            write(record())
        return rows

    monkeypatch.setattr(Writer, "_rows", late)
    totals, problems = write(record())
    # The other's row went with the test's one transaction; what matters is the second try.
    assert (counts(totals), problems) == ([1, 0, 0, 0, 0], [])
    assert Article.objects.count() == 1
