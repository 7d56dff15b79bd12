"""WordPress exports: what of a post comes through, in each version and state."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from articles.importing.record import Category, Status, UnreadableArchive
from tests.articles.importing.exports import AUTHORS, cdata, export, item, read, story
from tests.articles.importing.found import problems_of, skipped_of, stories_of


def term(name, domain="category", slug=""):
    nicename = f' nicename="{slug}"' if slug else ""
    return f'<category domain="{domain}"{nicename}>{cdata(name)}</category>'


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", ""])
def test_post_comes_through_in_every_version(version):
    (found,) = stories_of(read(export(item(7), version=version)))
    assert found.external_id == "https://old.example/?p=7"
    assert found.headline == "Story 7"
    assert found.body == "<p>Text of story 7.</p>"
    assert found.slug == "story-7"
    assert found.status == Status.PUBLISHED
    assert found.published_at == datetime(2019, 5, 1, 6, tzinfo=UTC)
    assert found.authors == ("Aizada Bekova",)
    assert found.paths == ("https://old.example/2019/05/story-7/", "https://old.example/?p=7")
    assert found.language == "en-US"
    assert found.place == "line 5"


def test_vocabularies_are_known_by_their_namespace_and_not_by_their_prefix():
    text = export(item()).replace("wp:", "w:").replace("xmlns:wp", "xmlns:w")
    assert stories_of(read(text))[0].slug == "story-1"


def test_pages_and_the_like_are_skipped_by_kind():
    kinds = ("page", "nav_menu_item", "recipe", "post")
    records = read(export(*(item(n, wp__post_type=kind) for n, kind in enumerate(kinds))))
    assert skipped_of(records) == ["page", "menu entry", "recipe"]
    assert len(stories_of(records)) == 1


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("publish", Status.PUBLISHED),
        ("future", Status.SCHEDULED),
        ("draft", Status.DRAFT),
        ("pending", Status.REVIEW),
        ("", Status.PUBLISHED),
    ],
)
def test_status_is_translated(there, here):
    found, problems = story(wp__status=there)
    assert found.status == here
    assert problems == []


@pytest.mark.parametrize(
    ("status", "kind"),
    [("trash", "post in the bin"), ("auto-draft", "empty draft"), ("inherit", "revision")],
)
def test_binned_and_automatic_posts_are_skipped(status, kind):
    assert skipped_of(read(export(item(wp__status=status)))) == [kind]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"wp__status": "private"}, "Private there. Imported as a draft."),
        ({"wp__post_password": "x"}, "Protected by a password there. Imported as a draft."),
        ({"wp__status": "odd"}, "The status “odd” is not known. Imported as a draft."),
    ],
)
def test_hidden_posts_become_drafts_and_it_is_told(fields, message):
    found, problems = story(**fields)
    assert (found.status, found.published_at) == (Status.DRAFT, None)
    assert problems == [message]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, datetime(2019, 5, 1, 6, tzinfo=UTC)),
        ({"wp__post_date_gmt": "0000-00-00 00:00:00"}, datetime(2019, 5, 1, 12)),
        ({"wp__post_date_gmt": None}, datetime(2019, 5, 1, 12)),
        (
            {"wp__post_date_gmt": None, "wp__post_date": None},
            datetime(2019, 5, 1, 6, tzinfo=UTC),
        ),
        (
            {
                "wp__post_date_gmt": "0000-00-00 00:00:00",
                "wp__post_date": "0000-00-00 00:00:00",
                "pubDate": "Wed, 30 Nov -0001 00:00:00 +0000",
            },
            None,
        ),
    ],
)
def test_date_is_gmt_first_then_local_then_that_of_the_feed(fields, expected):
    found, problems = story(**fields)
    assert found.published_at == expected
    assert problems == []


def test_unreadable_date_is_told():
    found, problems = story(wp__post_date_gmt="2019-13-45 00:00:00", pubDate="soon")
    assert found.published_at is None
    assert problems == ["“2019-13-45 00:00:00” is not a date."]


def test_later_change_is_kept_as_modified():
    found, _ = story(wp__post_modified_gmt="2020-01-01 00:00:00")
    assert found.modified_at == datetime(2020, 1, 1, tzinfo=UTC)
    assert story(wp__post_modified_gmt="2019-05-01 06:00:00")[0].modified_at is None


def test_categories_come_with_their_parents_and_tags_apart():
    head = AUTHORS + "".join(
        f"<wp:category><wp:category_nicename>{slug}</wp:category_nicename><wp:category_parent>"
        f"{parent}</wp:category_parent><wp:cat_name>{cdata(name)}</wp:cat_name></wp:category>"
        for slug, name, parent in (
            ("oil", "Oil &amp; Gas", "economy"),
            ("economy", "Economy", "news"),
            ("news", "News", ""),
        )
    )
    extra = (
        term("Oil &amp; Gas", slug="oil")
        + term("Transit", "post_tag")
        + term("Rail", "tag")
        + term("Uncategorized", slug="uncategorized")
    )
    (found,) = stories_of(read(export(item(extra=extra), head=head)))
    (category,) = found.categories
    assert (category.name, category.slug) == ("Oil & Gas", "oil")
    assert (category.parent.name, category.parent.parent.name) == ("Economy", "News")
    assert found.tags == ("Transit", "Rail")


def test_category_written_twice_in_version_1_0_comes_once():
    extra = f"<category>{cdata('News')}</category>" + term("News", slug="news-desk")
    found, _ = story(extra=extra)
    assert found.categories == (Category("News", "news-desk"),)


def filed_under(*parents):
    """The head of an export with categories, each a pair of its slug and its parent's."""
    return "".join(
        f"<wp:category><wp:category_nicename>{slug}</wp:category_nicename><wp:category_parent>"
        f"{parent}</wp:category_parent><wp:cat_name>{slug.upper()}</wp:cat_name></wp:category>"
        for slug, parent in parents
    )


def test_loop_of_category_parents_is_cut_and_told_once():
    head = filed_under(("a", "b"), ("b", "a"), ("c", "a"))
    stories = [item(n, extra=term(slug.upper(), slug=slug)) for n, slug in enumerate("abc")]
    found = read(export(*stories, head=head))
    a, b = Category("A", "a"), Category("B", "b")
    assert [story.categories for story in stories_of(found)] == [
        (replace(a, parent=b),),
        (replace(b, parent=a),),
        (Category("C", "c", replace(a, parent=b)),),
    ]
    problems = problems_of(found)
    (message,) = {problem.message for problem in problems}
    assert message == (
        "The categories “A”, “B” are each other's parents there; the line was cut where it comes "
        "round (told once). Compare the sections."
    )
    assert [(problem.place, problem.refused, problem.once) for problem in problems] == [
        (f"line {line}", False, True) for line in (5, 6, 7)
    ]


def test_category_that_is_its_own_parent_is_told():
    found = read(export(item(extra=term("A", slug="a")), head=filed_under(("a", "a"))))
    (story,) = stories_of(found)
    assert story.categories == (Category("A", "a"),)
    (problem,) = problems_of(found)
    assert problem.message == (
        "The category “A” is its own parent there; taken as one without (told once)."
    )
    assert (problem.place, problem.field, problem.refused) == ("line 5", "categories", False)


@pytest.mark.parametrize(
    ("fields", "authors"),
    [
        ({}, ("Aizada Bekova",)),
        ({"dc__creator": cdata("unlisted")}, ("unlisted",)),
        ({"dc__creator": "editor@old.example"}, ("editor",)),
        ({"dc__creator": ""}, ()),
        ({"dc__creator": None, "wp__author": "\naizada\n"}, ("Aizada Bekova",)),
        (
            {"extra": term("Guest One", "author") + term("Guest Two", "author")},
            ("Guest One", "Guest Two"),
        ),
    ],
)
def test_authors_are_names_and_never_addresses(fields, authors):
    assert story(**fields)[0].authors == authors


def test_summary_is_the_excerpt_else_what_stands_above_the_fold():
    content = cdata("A short lead.<!--more-->\n\nAnd the rest.")
    assert story(excerpt__encoded=cdata("<p>An <em>excerpt</em>.</p>"))[0].summary == "An excerpt."
    found, _ = story(content__encoded=content)
    assert found.summary == "A short lead."
    assert found.body == "<p>A short lead.</p><p>And the rest.</p>"


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Oil &amp;amp; gas", "Oil & gas"),
        (cdata("Rail <em>or</em> road?"), "Rail or road?"),
        (cdata("It&#8217;s <b>done</b>"), "It’s done"),
        (cdata("Prices < wages > 3 &lt;html&gt;"), "Prices < wages > 3 <html>"),
        ("<!--:ru-->Поезд<!--:--><!--:en-->Train<!--:-->", "Train"),
        (cdata("[:kk]Пойыз[:en]Train[:]"), "Train"),
    ],
)
def test_headline_is_plain_text(title, headline):
    assert story(title=title)[0].headline == headline


def test_post_without_a_headline_takes_its_first_words():
    found, problems = story(title="", content__encoded=cdata("one two " * 8))
    assert found.headline == "one two one two one two one two one two one two…"
    assert problems == ["The headline is empty; the first words were taken."]


def test_post_with_neither_headline_nor_text_is_refused():
    (problem,) = problems_of(read(export(item(title="", content__encoded=""))))
    assert problem.message == "This post has neither a headline nor a text. Left out."
    assert problem.refused


def test_percent_escapes_in_a_slug_are_decoded():
    found, _ = story(wp__post_name="%d0%bf%d0%be%d0%b5%d0%b7%d0%b4")
    assert found.slug == "поезд"


def test_number_of_a_guid_with_another_host_is_kept():
    found, _ = story(guid="http://staging.example/?p=1")
    assert found.paths == ("https://old.example/2019/05/story-1/", "http://staging.example/?p=1")
    assert found.external_id == "http://staging.example/?p=1"


@pytest.mark.parametrize(
    ("fields", "site", "expected"),
    [
        ({"guid": ""}, "https://old.example", "https://old.example/?p=1"),
        ({"guid": "1"}, "https://old.example", "https://old.example/?p=1"),
        ({"guid": None}, "", "Old Site/?p=1"),
        ({"guid": "urn:uuid:6ba7b810", "wp__post_id": None}, "", "urn:uuid:6ba7b810"),
        ({"guid": "https://old.example/?p="}, "https://old.example", "https://old.example/?p=1"),
        (
            {"guid": None, "wp__post_id": None},
            "",
            "https://old.example/2019/05/story-1/",
        ),
        ({"guid": None, "wp__post_id": None, "link": None}, "", ""),
    ],
)
def test_id_is_the_guid_else_site_and_number_else_the_address(fields, site, expected):
    (found,) = stories_of(read(export(item(**fields), site=site)))
    assert (found.external_id, found.other_id) == (expected, "")


@pytest.mark.parametrize(
    ("guid", "other"),
    [
        ("https://old.example/?p=1", ""),
        ("http://staging.example/?p=1", "https://old.example/?p=1"),
        # The guid with this number is that of another post.
        ("https://old.example/?p=7", "https://old.example/?post_id=1"),
        ("urn:uuid:6ba7b810", "https://old.example/?post_id=1"),
    ],
)
def test_second_name_is_site_and_number(guid, other):
    assert story(guid=guid)[0].other_id == other


def test_long_guid_is_kept_as_its_digest():
    found, _ = story(guid="https://old.example/" + "x" * 400)
    assert found.external_id.startswith("sha256:")
    assert len(found.external_id) == 71


def test_unknown_shortcode_is_to_be_told_once_for_a_file():
    found, _ = story(content__encoded=cdata("Before [poll id=3] after"))
    assert found.body == "<p>Before  after</p>"
    (problem, _) = read(export(item(content__encoded=cdata("Before [poll id=3] after"))))
    assert (problem.once, problem.refused, problem.field) == (True, False, "body")
    assert problem.message == (
        "The shortcode [poll] says nothing here and was left out (told once)."
    )


def test_html_that_was_not_escaped_is_text_of_the_story():
    found, problems = story(content__encoded="<p>One <b>two</b></p><p>three</p>")
    assert found.body == "<p>One <strong>two</strong></p><p>three</p>"
    assert problems == []


def test_adjacent_and_nested_cdata_is_one_text():
    content = "<![CDATA[a]]><![CDATA[b]]]]><![CDATA[> c]]>"
    assert story(content__encoded=content)[0].body == "<p>ab]]&gt; c</p>"


def test_export_with_authors_alone_gives_nothing():
    assert read(export()) == []


def test_xml_that_is_no_export_is_unreadable():
    with pytest.raises(UnreadableArchive, match="no <rss>, <channel> or <item>"):
        read("<catalog><book/></catalog>")
