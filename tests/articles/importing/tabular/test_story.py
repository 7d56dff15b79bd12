"""A row as a story: each field as an editor would have it."""

from datetime import UTC, datetime

import pytest

from articles.importing.record import Category, Picture, Status
from tests.articles.importing.found import problems_of, stories_of
from tests.articles.importing.tabular.tables import STORY, doubts, read, skipped, story, table


def test_whole_row_becomes_a_whole_story():
    found = story(
        id="7",
        guid="urn:x:7",
        title="<b>Oil</b> &amp; gas",
        lead="The standfirst.",
        dateline="Bishkek",
        slug="oil-gas",
        status="published",
        date="2019-03-12 14:05",
        updated="2019-03-13",
        embargo="2019-03-11",
        expires="2030-01-01",
        author="Jane Doe; John Roe",
        section="News > Energy",
        country="Kyrgyzstan, KZ",
        tags="#oil, gas",
        url="https://old.example/oil",
        image="https://old.example/a.jpg|https://old.example/b.jpg",
        caption="A well",
        alt="Well",
        credit="AFP",
        gallery="/c.jpg",
        canonical="https://old.example/canonical",
        priority="3",
        featured="yes",
        version="4",
        lang="ru_RU",
    )
    assert (found.external_id, found.other_id) == ("urn:x:7", "7")
    assert (found.headline, found.summary, found.dateline) == (
        "Oil & gas",
        "The standfirst.",
        "Bishkek",
    )
    assert (found.slug, found.status, found.language) == ("oil-gas", Status.PUBLISHED, "ru-RU")
    assert found.published_at == datetime(2019, 3, 12, 14, 5)
    assert found.modified_at == datetime(2019, 3, 13)
    assert found.embargo_until == datetime(2019, 3, 11)
    assert found.withdraw_at == datetime(2030, 1, 1)
    assert found.authors == ("Jane Doe", "John Roe")
    assert found.categories == (Category("Energy", "", Category("News")),)
    assert found.countries == ("Kyrgyzstan", "KZ")
    assert found.tags == ("oil", "gas")
    assert found.paths == ("https://old.example/oil",)
    assert found.lead_image == Picture("https://old.example/a.jpg", "Well", "A well", "AFP")
    assert found.pictures == (Picture("https://old.example/b.jpg"), Picture("/c.jpg"))
    assert found.canonical_url == "https://old.example/canonical"
    assert (found.urgency, found.is_featured, found.version) == (3, True, 4)


def test_missing_things_stay_empty():
    found = story()
    assert found == type(found)("", "A headline", "<p>The text.</p>", "row 2")
    assert doubts() == []


def test_first_filled_column_of_a_field_is_taken():
    found = story(
        content="", text="x", body="", created_by_alias="", author="42", creator="Jane Doe"
    )
    assert (found.body, found.authors) == ("<p>x</p>", ("Jane Doe",))


@pytest.mark.parametrize(
    ("columns", "paths", "slug"),
    [
        ({"url": "https://x.org/a?b=1,2;3"}, ("https://x.org/a?b=1,2;3",), ""),
        ({"url": "https://x.org/a; https://x.org/b"}, ("https://x.org/a", "https://x.org/b"), ""),
        ({"link": "/a", "old_urls": '["/b", "/c"]'}, ("/a", "/b", "/c"), ""),
        ({"path": "news/2019/a.html"}, ("/news/2019/a.html",), ""),
        ({"url": "www.x.org/a"}, ("http://www.x.org/a",), ""),
        ({"url": "index.php?id=7"}, ("/index.php?id=7",), ""),
        ({"url": "no address"}, (), ""),
        ({"url": "N/A"}, (), ""),
        ({"alias": "/news/oil-gas"}, ("/news/oil-gas",), "oil-gas"),
        ({"alias": "oil-gas"}, (), "oil-gas"),
        ({"slug": "2019/03/%D1%8F.html"}, ("/2019/03/%D1%8F.html",), "я"),
        ({"guid": "https://x.org/?p=7"}, ("https://x.org/?p=7",), ""),
    ],
)
def test_every_old_address_is_kept(columns, paths, slug):
    found = story(**columns)
    assert (found.paths, found.slug) == (paths, slug)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"category": "News", "subcategory": "Energy"}, [Category("Energy", "", Category("News"))]),
        (
            {"category": "Energy", "parent_category": "News"},
            [Category("Energy", "", Category("News"))],
        ),
        ({"parent_category": "News"}, [Category("News")]),
        ({"subcategory": "Energy"}, [Category("Energy")]),
        ({"category": "Energy", "category_slug": "en"}, [Category("Energy", "en")]),
        (
            {"section": "News", "category": "Energy", "rubric": "News"},
            [Category("Energy"), Category("News")],
        ),
        ({"catid": "7", "category": "Energy"}, [Category("Energy")]),
    ],
)
def test_categories_come_from_all_their_columns(columns, expected):
    assert sorted(story(**columns).categories, key=lambda each: each.name) == expected


@pytest.mark.parametrize(
    ("columns", "field", "sentence"),
    [
        ({"author": "5"}, "authors", "The authors are numbers here, and no column has their names"),
        (
            {"catid": "5"},
            "categories",
            "The categories are numbers here, and no column has their names",
        ),
        (
            {"date": "2020-02-31"},
            "published_at",
            "“2020-02-31” is not a day of the calendar. Write",
        ),
        ({"date": "0000-00-00"}, "published_at", "“0000-00-00” is not a day of the calendar."),
        (
            {"updated": "soon"},
            "modified_at",
            "“soon” is not a date. Write it like 2025-12-31 14:05.",
        ),
        ({"title": ""}, "headline", "The headline is empty; the first words were taken."),
        (
            {"body": '[caption id="1"]x[/caption][ad id="1"]'},
            "body",
            "The shortcode [ad] says nothing here",
        ),
    ],
)
def test_doubts_are_told_and_the_story_is_there(columns, field, sentence):
    assert len(stories_of(read(table(**columns)))) == 1
    ((said_of, message),) = doubts(**columns)
    assert said_of == field
    assert message.startswith(sentence)


def test_first_words_stand_in_for_a_headline():
    assert story(title="", body="One two three.").headline == "One two three."
    assert story(title="", body=" ".join("abcdefghijklmnop")).headline == "a b c d e f g h i j k l…"


def test_table_without_headlines_says_so_once():
    found = read(table({"id": "1", "text": "One two."}))
    assert stories_of(found)[0].headline == "One two."
    assert problems_of(found)[0].once


def test_row_with_neither_headline_nor_text_is_refused():
    found = read(table(title="", body="  ", tags="x"))
    assert stories_of(found) == []
    (problem,) = problems_of(found)
    assert problem.refused
    assert problem.message == "This row has neither a headline nor a text. Left out."


@pytest.mark.parametrize("kind", ["page", "attachment", "revision"])
def test_what_is_no_story_is_skipped(kind):
    assert skipped(read(table(post_type=kind))) == [(kind, "row 2")]
    assert story(post_type="article").headline == "A headline"


# Status


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({}, Status.PUBLISHED),
        ({"status": ""}, Status.PUBLISHED),
        ({"status": "Publish"}, Status.PUBLISHED),
        ({"status": "1"}, Status.PUBLISHED),
        ({"status": "опубликовано"}, Status.PUBLISHED),
        ({"status": "0"}, Status.DRAFT),
        ({"status": "Draft"}, Status.DRAFT),
        ({"status": "in review"}, Status.REVIEW),
        ({"status": "future"}, Status.SCHEDULED),
        ({"status": "Withdrawn"}, Status.WITHDRAWN),
        ({"published": "true"}, Status.PUBLISHED),
        ({"published": "0"}, Status.DRAFT),
        ({"published": "Draft"}, Status.DRAFT),
        ({"status": "published", "is_active": "no"}, Status.DRAFT),
        ({"draft": "1"}, Status.DRAFT),
        ({"draft": "0"}, Status.PUBLISHED),
        ({"state": "Nevada"}, Status.PUBLISHED),
        ({"published": "2019-03-12"}, Status.PUBLISHED),
    ],
)
def test_status_in_words_and_numbers(columns, expected):
    assert story(**columns).status == expected
    assert doubts(**columns) == [] or columns.keys() == {"state"}


@pytest.mark.parametrize(
    ("word", "expected", "sentence"),
    [
        (
            "archived",
            Status.WITHDRAWN,
            "“archived” was taken to mean that the public sees it no longer",
        ),
        ("private", Status.DRAFT, "Private there. Imported as a draft."),
        ("frozen", Status.DRAFT, "The status “frozen” is not known. Imported as a draft."),
    ],
)
def test_status_that_may_mean_several_things_is_told(word, expected, sentence):
    assert story(status=word).status == expected
    assert doubts(status=word)[0][1].startswith(sentence)


@pytest.mark.parametrize(
    "columns", [{"status": "Trash"}, {"deleted": "1"}, {"deleted_at": "2019-03-12 10:00"}]
)
def test_what_lies_in_the_bin_stays_there(columns):
    assert skipped(read(table(**columns))) == [("story in the bin", "row 2")]


@pytest.mark.parametrize(
    "columns", [{"deleted": "0"}, {"deleted_at": ""}, {"deleted_at": "0000-00-00 00:00:00"}]
)
def test_what_was_not_deleted_comes_in(columns):
    assert story(**columns).status == Status.PUBLISHED


# Dates


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"date": "2019-03-12", "time": "14:05"}, datetime(2019, 3, 12, 14, 5)),
        ({"date": "2019-03-12 10:00", "time": "14:05"}, datetime(2019, 3, 12, 10)),
        ({"published": "2019-03-12", "published_time": "21:00:00"}, datetime(2019, 3, 12, 21)),
        ({"published_time": "2019-03-12T14:05:00Z"}, datetime(2019, 3, 12, 14, 5, tzinfo=UTC)),
        (
            {"date_gmt": "2019-03-12 14:05", "date": "2019-03-12 20:05"},
            datetime(2019, 3, 12, 14, 5, tzinfo=UTC),
        ),
        ({"created": "2019-03-12"}, datetime(2019, 3, 12)),
        ({"date": "0000-00-00", "created": "2019-03-12"}, datetime(2019, 3, 12)),
        ({"date": "2019-03-12", "created": "2018-01-01"}, datetime(2019, 3, 12)),
        ({"timestamp": "1552399500"}, datetime(2019, 3, 12, 14, 5, tzinfo=UTC)),
    ],
)
def test_date_of_publication(columns, expected):
    found = story(**columns)
    assert found.published_at == expected
    assert doubts(**columns) == []


def test_date_that_is_wrong_is_not_replaced_by_another():
    assert story(date="2020-02-31", created="2019-01-01").published_at is None


def test_zeros_say_that_there_is_no_other_date():
    found = story(updated="0000-00-00 00:00:00", expires="0000-00-00")
    assert (found.modified_at, found.withdraw_at) == (None, None)
    assert doubts(updated="0000-00-00 00:00:00", expires="0000-00-00") == []


def test_modification_at_the_moment_of_publication_is_none():
    assert story(date="2019-03-12", updated="2019-03-12 00:00:00").modified_at is None


@pytest.mark.parametrize(
    ("columns", "field", "expected"),
    [
        ({"priority": "high"}, "urgency", None),
        ({"priority": "12"}, "urgency", None),
        ({"featured": "maybe"}, "is_featured", False),
        ({"language": "Русский"}, "language", "ru"),
        ({"image": "51"}, "lead_image", None),
        ({"canonical_url": "self"}, "canonical_url", ""),
        ({"summary": "<p>One</p><p>two</p>"}, "summary", "One two"),
    ],
)
def test_values_of_single_fields(columns, field, expected):
    assert getattr(story(**columns), field) == expected


def test_first_and_last_name_are_one_author():
    columns = {"Author Username": "jdoe", "Author First Name": "Jane", "Author Last Name": "Doe"}
    assert story(**columns).authors == ("Jane Doe",)
    assert story(**{"Author Username": "jdoe"}).authors == ("jdoe",)
    assert story(author="AP", **columns).authors == ("AP",)


def test_days_of_a_spreadsheet_that_wrote_the_table_are_dates():
    assert story(date="43830.5").published_at == datetime(2019, 12, 31, 12)
    assert story(date="2019").published_at is None


def test_order_of_day_and_month_is_told_behind_a_weekday():
    rows = [STORY | {"date": f"Thu, 03/{day}/2020 - 14:22"} for day in ("05", "26")]
    found = stories_of(read(table(*rows)))
    assert [each.published_at.day for each in found] == [5, 26]


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("unknown", ()),
        ("https://social.example/oldpaper", ()),
        ("Jane Doe in Osh", ("Jane Doe",)),
        ("Voices in Osh", ("Voices in Osh",)),
    ],
)
def test_author_is_a_name(author, names):
    assert story(author=author).authors == names


def test_tags_of_all_columns_come_through_once():
    found = story(tags="oil, Gas", keywords="gas, rail", topic="Energy")
    assert found.tags == ("oil", "Gas", "rail")
    assert found.categories == (Category("Energy"),)


@pytest.mark.parametrize(
    ("said", "status"),
    [("On", Status.PUBLISHED), ("Off", Status.DRAFT), ("Unpublished", Status.DRAFT)],
)
def test_status_of_publishing_is_a_status(said, status):
    assert story(**{"Published status": said}).status == status


@pytest.mark.parametrize(("password", "status"), [("", Status.PUBLISHED), ("s3cret", Status.DRAFT)])
def test_story_behind_a_password_is_not_for_everybody(password, status):
    columns = {"post_status": "publish", "post_password": password}
    assert story(**columns).status == status
    assert len(doubts(**columns)) == (status is Status.DRAFT)


def test_captions_are_of_the_pictures_beside_them():
    images = "https://old.example/a.jpg|https://old.example/b.jpg"
    found = story(image=images, caption="One|Two")
    assert (found.lead_image.caption, found.pictures[0].caption) == ("One", "Two")
    found = story(image=images, caption="One")
    assert (found.lead_image.caption, found.pictures[0].caption) == ("One", "")
    assert story(image="https://old.example/a.jpg", caption="A|B").lead_image.caption == "A|B"
