"""WordPress exports: what plugins, the media library and the head add to a post."""

import pickle
import tracemalloc
from datetime import UTC, datetime
from io import BytesIO

import pytest

from articles.importing.format import Opening, Options
from articles.importing.record import (
    ATTACHMENT,
    FRAGMENT,
    UPLOADED,
    Attachment,
    Category,
    Fragment,
    Picture,
    Skipped,
)
from articles.importing.wordpress.site import searched_name, source_name
from articles.importing.wordpress.wxr import WXR
from tests.articles.importing.exports import AUTHORS, cdata, export, item, read, story
from tests.articles.importing.found import skipped_of, stories_of


def meta(key, value):
    return (
        f"<wp:postmeta><wp:meta_key>{cdata(key)}</wp:meta_key>"
        f"<wp:meta_value>{cdata(value)}</wp:meta_value></wp:postmeta>"
    )


def metas(**values):
    return "".join(meta(key, value) for key, value in values.items())


def term(name, domain, slug=""):
    return f'<category domain="{domain}" nicename="{slug}">{cdata(name)}</category>'


def guest(login, description, slug=""):
    """A term that Co-Authors Plus keeps of a person."""
    return (
        "<wp:term><wp:term_id>9</wp:term_id><wp:term_taxonomy>author</wp:term_taxonomy>"
        f"<wp:term_slug>{slug or f'cap-{login}'}</wp:term_slug><wp:term_name>{login}"
        f"</wp:term_name><wp:term_description>{cdata(description)}</wp:term_description></wp:term>"
    )


# Who wrote it


@pytest.mark.parametrize(
    ("terms", "authors"),
    [
        (term("aizada", "author", "cap-aizada"), ("Aizada Bekova",)),
        (term("Aizada B.", "author", "aizada"), ("Aizada Bekova",)),
        (term("Jane Doe", "author", "jane-doe"), ("Jane Doe",)),
        (term("jane", "author", "cap-jane"), ("Jane Doe",)),
        (term("unknown", "author", "cap-unknown"), ("unknown",)),
        (
            term("jane", "author", "cap-jane") + term("aizada", "author", "cap-aizada"),
            ("Jane Doe", "Aizada Bekova"),
        ),
    ],
)
def test_terms_of_authors_are_the_names_behind_them(terms, authors):
    head = AUTHORS + guest("jane", "Jane Doe Jane Doe jane 12 jane@old.example")
    (found,) = stories_of(read(export(item(extra=terms), head=head)))
    assert found.authors == authors


@pytest.mark.parametrize(
    ("description", "name"),
    [
        ("Jane Doe Jane Doe jane 12 j@x.example", "Jane Doe"),
        ("Jane Doe   jane 12 j@x.example", "Jane Doe"),
        ("Jane Doe  Doe jane 12 ", "Jane Doe"),
        ("Jane Jane  jane 12 ", "Jane"),
        ("J. Doe Jane Doe jane 12 ", ""),
        ("She writes of trains.", ""),
        ("", ""),
    ],
)
def test_name_is_taken_from_a_description_only_where_it_is_sure(description, name):
    assert searched_name("jane", description) == name


def test_login_is_found_in_the_form_that_addresses_have():
    head = AUTHORS.replace("aizada]", "Aizada.B]")
    (found,) = stories_of(read(export(item(dc__creator="aizada-b"), head=head)))
    assert found.authors == ("Aizada Bekova",)


# What it is filed under


def test_primary_category_comes_first():
    head = "".join(
        f"<wp:category><wp:term_id>{number}</wp:term_id><wp:category_nicename>{slug}"
        f"</wp:category_nicename><wp:cat_name>{slug}</wp:cat_name></wp:category>"
        for number, slug in ((3, "rail"), (4, "oil"))
    )
    terms = term("rail", "category", "rail") + term("oil", "category", "oil")
    for number, first in (("4", "oil"), ("3", "rail"), ("99", "rail")):
        extra = terms + metas(_yoast_wpseo_primary_category=number)
        (found,) = stories_of(read(export(item(extra=extra), head=head)))
        assert [category.slug for category in found.categories][0] == first
        assert len(found.categories) == 2


@pytest.mark.parametrize(
    ("slug", "name"),
    [("uncategorized", "Allgemein"), ("misc", "Uncategorized"), ("x", "Без рубрики")],
)
def test_category_of_what_nobody_filed_is_none(slug, name):
    assert story(extra=term(name, "category", slug))[0].categories == ()


def test_terms_of_other_taxonomies_have_their_place_or_are_told():
    extra = (
        term("Казахстан", "country", "kz")
        + term("Русский", "language", "ru")
        + term("Gallery", "post_format", "post-format-gallery")
        + term("Rail series", "series", "rail")
    )
    found, problems = story(extra=extra)
    assert (found.countries, found.language) == (("Казахстан",), "ru")
    assert (found.tags, found.categories) == ((), ())
    assert problems == ["Terms of the taxonomy “series” have no place here; left out (told once)."]


def test_categories_and_tags_of_other_post_types_are_those_of_the_story():
    head = (
        "<wp:term><wp:term_id>3</wp:term_id><wp:term_taxonomy>news_category</wp:term_taxonomy>"
        "<wp:term_slug>oil</wp:term_slug><wp:term_parent>economy</wp:term_parent>"
        "<wp:term_name>Oil</wp:term_name></wp:term>"
        "<wp:term><wp:term_id>4</wp:term_id><wp:term_taxonomy>news_category</wp:term_taxonomy>"
        "<wp:term_slug>economy</wp:term_slug><wp:term_name>Economy</wp:term_name></wp:term>"
    )
    extra = (
        term("Oil", "news_category", "oil")
        + term("Rail", "news-tag", "rail")
        + term("News", "category", "news")
    )
    (found,) = stories_of(read(export(item(extra=extra), head=head)))
    economy = Category("Economy", "economy")
    assert found.categories == (Category("News", "news"), Category("Oil", "oil", economy))
    assert found.tags == ("Rail",)


def test_language_of_the_post_chooses_among_several_in_one_text():
    extra = term("Русский", "language", "ru")
    assert story(title=cdata("[:en]Train[:ru]Поезд[:]"), extra=extra)[0].headline == "Поезд"


def test_endless_line_of_parents_is_cut():
    head = "".join(
        f"<wp:category><wp:category_nicename>c{number}</wp:category_nicename><wp:category_parent>"
        f"c{number + 1}</wp:category_parent><wp:cat_name>c</wp:cat_name></wp:category>"
        for number in range(3000)
    )
    (found,) = stories_of(read(export(item(extra=term("c", "category", "c0")), head=head)))
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301


def test_ten_thousand_tags_come_through():
    extra = "".join(term(f"tag {number}", "post_tag") for number in range(10_000))
    assert len(story(extra=extra)[0].tags) == 10_000


# Pictures and other files


def attachment(number=5, address="https://old.example/a.jpg", **fields):
    return item(
        number,
        wp__post_type="attachment",
        wp__status="inherit",
        wp__attachment_url=address,
        **fields,
    )


def test_attachment_is_the_file_with_its_number():
    extra = metas(_wp_attachment_image_alt="A <b>tram</b>", _media_credit="Jane Doe")
    caption = cdata("A tram &amp; <em>its</em> driver")
    (found,) = read(export(attachment(excerpt__encoded=caption, extra=extra)))
    picture = Picture("https://old.example/a.jpg", "A tram", "A tram & its driver", "Jane Doe")
    assert found == Attachment("5", picture, "line 5")


def test_credit_of_a_picture_is_that_of_its_own_data():
    value = 'a:1:{s:10:"image_meta";a:2:{s:6:"credit";s:8:"Jane Doe";s:6:"camera";s:0:"";}}'
    (found,) = read(export(attachment(extra=meta("_wp_attachment_metadata", value))))
    assert found.picture.credit == "Jane Doe"


@pytest.mark.parametrize(
    "fields",
    [
        {"address": "", "guid": "5"},
        {"address": "javascript:alert(1)"},
        {"wp__post_id": "0"},
        {"wp__post_id": "x"},
    ],
)
def test_attachment_without_address_or_number_is_skipped(fields):
    assert skipped_of(read(export(attachment(**fields)))) == ["attachment"]


def test_attachment_in_the_bin_is_skipped():
    binned = attachment().replace("inherit", "trash")
    assert read(export(binned)) == [Skipped("attachment", "line 5")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("5", Picture(ATTACHMENT + "5")), ("0", None), ("-1", None), ("", None), ("five", None)],
)
def test_featured_image_is_known_by_its_number(value, expected):
    assert story(extra=metas(_thumbnail_id=value))[0].lead_image == expected


def test_featured_image_of_another_site_is_known_by_its_address():
    extra = metas(fifu_image_url="https://cdn.example/a.jpg", fifu_image_alt="A tram")
    assert story(extra=extra)[0].lead_image == Picture("https://cdn.example/a.jpg", "A tram")


@pytest.mark.parametrize(
    ("value", "pictures", "link"),
    [
        ("https://m.example/a.jpg\n10\nimage/jpeg\n", ["https://m.example/a.jpg"], ""),
        ("https://m.example/a.PNG", ["https://m.example/a.PNG"], ""),
        ("https://m.example/a.mp3\n10\naudio/mpeg", [], "https://m.example/a.mp3"),
        ("https://m.example/in.mp3\n10\naudio/mpeg", [], ""),
        ("no address", [], ""),
        ("", [], ""),
    ],
)
def test_enclosure_is_a_picture_or_a_link_at_the_end(value, pictures, link):
    text = '<p>Text <a href="https://m.example/in.mp3">in</a>.</p>'
    found, _ = story(content__encoded=cdata(text), extra=metas(enclosure=value))
    assert [picture.address for picture in found.pictures] == pictures
    assert found.body == text + (f'<p><a href="{link}">{link}</a></p>' if link else "")


# What else is told of it


@pytest.mark.parametrize(
    "key", ["_yoast_wpseo_canonical", "rank_math_canonical_url", "_seopress_robots_canonical"]
)
def test_canonical_address_is_that_of_the_plugin(key):
    assert story(extra=meta(key, "https://agency.example/1"))[0].canonical_url == (
        "https://agency.example/1"
    )
    assert story(extra=meta(key, "javascript:1"))[0].canonical_url == ""


def test_sticky_post_is_featured():
    assert story(wp__is_sticky="1")[0].is_featured
    assert not story(wp__is_sticky="0")[0].is_featured


def test_subtitle_stands_in_for_a_missing_excerpt():
    extra = metas(wps_subtitle="A <i>subtitle</i>")
    assert story(extra=extra)[0].summary == "A subtitle"
    assert story(excerpt__encoded="An excerpt", extra=extra)[0].summary == "An excerpt"


def test_addresses_with_former_slugs_are_kept():
    extra = metas(_wp_old_slug="first-name") + metas(_wp_old_slug="")
    found, _ = story(extra=extra)
    assert found.paths == (
        "https://old.example/2019/05/story-1/",
        "https://old.example/2019/05/first-name/",
        "https://old.example/?p=1",
    )
    assert len(story(link="https://old.example/?p=1", extra=extra)[0].paths) == 1


def test_local_time_of_a_change_is_naive():
    fields = {"wp__post_modified_gmt": "0000-00-00 00:00:00", "wp__post_modified": "2020-01-01"}
    assert story(**fields)[0].modified_at == datetime(2020, 1, 1)


def test_time_with_an_offset_keeps_it():
    found, _ = story(wp__post_date_gmt="2019-05-01T12:00:00+06:00")
    assert found.published_at == datetime(2019, 5, 1, 6, tzinfo=UTC)


# The file as a whole


def head_of(text, encoding=""):
    return WXR.head(BytesIO(text.encode()), Options(encoding=encoding))


@pytest.mark.parametrize(
    ("site", "source"),
    [
        ("https://www.Old.example/", "old.example"),
        ("https://old.example/blog/", "old.example/blog"),
        ("old.example", "old.example"),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_source_is_the_site(site, source):
    assert WXR.source(head_of(export(item(), site=site))) == source_name(site) == source


def test_head_leaves_out_what_items_name_themselves():
    terms = "<wp:tag><wp:tag_slug>t</wp:tag_slug></wp:tag>" * 1000
    terms += "<wp:term><wp:term_taxonomy>nav_menu</wp:term_taxonomy></wp:term>" * 1000
    head = AUTHORS + terms + guest("jane", "Jane Doe   jane 1 ") + "<wp:tag>never closed"
    found = pickle.dumps(head_of(export(item(), head=head)))
    assert len(found) < 2000
    assert b"Jane Doe" in found


def test_head_of_a_hundred_thousand_categories_is_small_in_every_process():
    """What all pieces share is told with each task, and each process keeps it."""
    element = (
        "<wp:category><wp:term_id>{0}</wp:term_id><wp:category_nicename>slug-{0}"
        "</wp:category_nicename><wp:category_parent>{1}</wp:category_parent><wp:cat_name>"
        "<![CDATA[The name of category number {0}]]></wp:cat_name></wp:category>\n"
    )
    parents = ("" if n < 100 else f"slug-{n % 100}" for n in range(100_000))
    head = "".join(element.format(n, parent) for n, parent in enumerate(parents))
    data = export(item(extra=term("Deep", "category", slug="slug-99999")), head=head).encode()
    assert len(data) > 20_000_000
    tracemalloc.start()
    found = WXR.head(BytesIO(data), Options())
    kept, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 35_000_000
    assert most < 100_000_000
    assert len(pickle.dumps(found)) < 6_000_000
    (piece,) = WXR.cut(BytesIO(data), found, Options())
    (story_,) = WXR.read(piece, found, Options())
    assert story_.categories == (
        Category("Deep", "slug-99999", Category("The name of category number 99", "slug-99")),
    )


def test_encoding_that_a_person_names_is_believed():
    text = export(item(1, title="Поезд")).replace("UTF-8", "latin-1").encode("cp1251")
    options = Options(encoding="cp1251")
    head = WXR.head(BytesIO(text), options)
    (piece,) = WXR.cut(BytesIO(text), head, options)
    (found,) = WXR.read(piece, head, options)
    assert found.headline == "Поезд"


def test_pieces_are_plain_and_the_same_each_time():
    text = export(item(1), item(2)).encode()
    head = WXR.head(BytesIO(text), Options())
    cuts = [list(WXR.cut(BytesIO(text), head, Options())) for _ in range(2)]
    assert cuts[0] == cuts[1] == pickle.loads(pickle.dumps(cuts[0]))  # noqa: S301
    assert [(piece.data[-7:], piece.place) for piece in cuts[0]] == [
        (b"</item>", "line 5"),
        (b"</item>", "line 6"),
    ]


NAMESPACE = 'xmlns:wp="http://wordpress.org/export/1.2/"'


@pytest.mark.parametrize(
    ("element", "text", "expected"),
    [
        ("rss", f"<rss {NAMESPACE}><channel>", True),
        ("rss", "<rss><channel><item><wp:post_id>1</wp:post_id>", True),
        ("rss", "<rss><channel><title>A feed</title>", False),
        ("feed", f"<feed {NAMESPACE}>", False),
        ("", f"PHP Warning: x\n<rss {NAMESPACE}>\n<channel>", True),
        ("br", f"<br />\n<b>Warning</b>: x\n<rss {NAMESPACE}>\n<channel>", True),
        ("", f'[{{"body": "<rss {NAMESPACE}><channel>"}}]', False),
        ("html", f"<html><rss {NAMESPACE}><channel>", False),
        ("", "id,title\n1,<wp:post_id>", False),
    ],
)
def test_export_is_recognised_by_its_vocabulary(element, text, expected):
    assert WXR.recognises(Opening(text.encode(), text, element)) is expected


# What stands elsewhere in the export


def attached(number, parent, name):
    address = f"<wp:attachment_url>https://old.example/{name}</wp:attachment_url>"
    parent = f"<wp:post_parent>{parent}</wp:post_parent>"
    return item(number, wp__post_type="attachment", wp__status="inherit", extra=address + parent)


def test_attachment_tells_the_post_that_its_picture_was_uploaded_to():
    found = read(export(attached(7, 3, "a.jpg"), attached(8, 3, "a.pdf"), attached(9, 0, "b.jpg")))
    assert [(each.number, each.parent) for each in found] == [("7", "3"), ("8", ""), ("9", "")]


@pytest.mark.parametrize(
    ("gallery", "post"), [("[gallery]", 3), ('[gallery columns="2" id="4"]', 4)]
)
def test_gallery_without_numbers_shows_what_was_uploaded(gallery, post):
    (found,) = stories_of(read(export(item(3, content__encoded=cdata(f"Text.\n\n{gallery}")))))
    assert f'<img src="{ATTACHMENT}{UPLOADED}{post}">' in found.body


def test_reusable_block_is_a_fragment_and_shown_where_it_is_named():
    mark = '<!-- wp:paragraph --><p>Text.</p><!-- /wp:paragraph --><!-- wp:block {"ref":50} /-->'
    shared = "<!-- wp:paragraph --><p>Shared.</p><!-- /wp:paragraph -->"
    block = item(50, wp__post_type="wp_block", content__encoded=cdata(shared))
    binned = item(51, wp__post_type="wp_block", wp__status="trash", content__encoded=cdata(shared))
    found = read(export(item(3, content__encoded=cdata(mark)), block, binned))
    (story_,) = stories_of(found)
    assert f'<img src="{ATTACHMENT}{FRAGMENT}50">' in story_.body
    (fragment,) = [each for each in found if isinstance(each, Fragment)]
    assert (fragment.number, fragment.body) == ("50", "<p>Shared.</p>")
    assert skipped_of(found) == ["wp_block"]


def test_picture_of_a_shortcode_is_shown():
    found, _ = story(
        content__encoded=cdata('Text.\n\n[et_pb_image src="https://x.example/a.jpg" /]')
    )
    assert '<img src="https://x.example/a.jpg">' in found.body
