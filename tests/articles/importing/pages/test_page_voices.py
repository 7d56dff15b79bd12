"""What pages say of themselves, in the forms that sites have found to say it."""

import json
from datetime import UTC, datetime

import pytest
from lxml import html

from articles.importing.pages.document import decoded
from articles.importing.pages.linked_data import linked_data
from articles.importing.pages.moments import moment_in
from articles.importing.pages.names import names, signed
from articles.importing.record import Picture, UnreadableArchive
from tests.articles.importing.pages.web import (
    HEADLINE,
    doubts_of,
    read_page,
    story_of,
    text_of,
    web_page,
)


def said(*scripts, title="", addresses=()):
    """The facts in JSON-LD scripts."""
    elements = "".join(
        f'<script type="application/ld+json">{script}</script>' for script in scripts
    )
    return linked_data(
        html.document_fromstring(f"<html><head>{elements}</head></html>"), title, addresses
    )


def node(**more):
    return {"@type": "NewsArticle", "headline": HEADLINE} | more


@pytest.mark.parametrize(
    "data",
    [
        node(),
        [node()],
        {"@graph": [{"@type": "WebPage"}, node()]},
        {"@type": "WebPage", "mainEntity": node()},
        node(**{"@type": ["Thing", "ReportageNewsArticle"]}),
        node(**{"@type": "http://schema.org/BlogPosting"}),
        {"@context": "https://schema.org", "@graph": [[{"x": [node()]}]]},
    ],
)
def test_story_is_found_wherever_it_is_nested(data):
    facts = said(json.dumps(data))
    assert (facts.is_story, facts.headline) == (True, HEADLINE)


@pytest.mark.parametrize(
    "kind", ["WebPage", "Product", "DiscussionForumPosting", "ListItem", 7, None]
)
def test_other_things_are_no_stories(kind):
    assert not said(json.dumps(node(**{"@type": kind}))).is_story


@pytest.mark.parametrize(
    "script",
    [
        "<!--\n{}\n-->",
        "//<![CDATA[\n{}\n//]]>",
        "{};",
        " \n{}\n ;; ",
        "/* <![CDATA[ */ {} /* ]]> */",
    ],
)
def test_wrapped_json_is_read(script):
    assert said(script.replace("{}", json.dumps(node()))).headline == HEADLINE


@pytest.mark.parametrize(
    "script",
    [
        f'{{"@type": "Article", "headline": "{HEADLINE}",}}',
        f'{{"@type": "Article", "keywords": ["a",], "headline": "{HEADLINE}"}}',
        f'{{"@type": "Article", "headline": "{HEADLINE}", "description": "two\nlines"}}',
        f"{{&quot;@type&quot;: &quot;Article&quot;, &quot;headline&quot;: &quot;{HEADLINE}&quot;}}",
    ],
)
def test_json_that_is_nearly_right_is_read(script):
    assert said(script).headline == HEADLINE


@pytest.mark.parametrize(
    "script", ["", "{", "null", "[[", "“x”", "[" * 100_000, '{"@type": {"a": []}}']
)
def test_json_that_is_none_says_nothing(script):
    assert not said(script).is_story
    assert said(script, json.dumps(node())).headline == HEADLINE


@pytest.mark.parametrize(
    ("author", "names_"),
    [
        ("Jane Doe", ("Jane Doe",)),
        (["Jane Doe", {"name": "Aigul Bekova"}], ("Jane Doe", "Aigul Bekova")),
        ({"@type": "Person", "name": ["Jane Doe"]}, ("Jane Doe",)),
        ({"@id": "#jane"}, ("Jane Doe",)),
        ([{"@id": "#jane"}, {"@id": "#nobody"}], ("Jane Doe",)),
        ({"name": "Jane &amp; Sons"}, ("Jane & Sons",)),
        (None, ()),
        (7, ()),
        ([[]], ()),
    ],
)
def test_authors_are_read_in_each_form(author, names_):
    graph = [node(author=author), {"@type": "Person", "@id": "#jane", "name": "Jane Doe"}]
    assert said(json.dumps({"@graph": graph})).authors == names_


@pytest.mark.parametrize(
    "image",
    [
        "https://old.example/a.jpg",
        ["https://old.example/a.jpg", "https://old.example/b.jpg"],
        {"url": "https://old.example/a.jpg"},
        [{"@type": "ImageObject", "contentUrl": "https://old.example/a.jpg"}],
        {"@id": "#picture"},
        [None, {}, "https://old.example/a.jpg"],
    ],
)
def test_picture_is_read_in_each_form(image):
    picture = {"@type": "ImageObject", "@id": "#picture", "url": "https://old.example/a.jpg"}
    assert said(json.dumps([node(image=image), picture])).image == Picture(
        "https://old.example/a.jpg"
    )


def test_story_of_this_page_is_told_from_those_it_names():
    others = [
        node(headline=f"Story {number}", url=f"https://old.example/{number}") for number in range(5)
    ]
    ours = node(mainEntityOfPage={"@id": "https://old.example/ours"}, headline="Ours, and No Other")
    script = json.dumps([*others, ours])
    assert said(script, addresses=("https://old.example/ours",)).headline == "Ours, and No Other"
    assert said(script, title="Ours, and No Other | The Paper").headline == "Ours, and No Other"
    assert not said(script).is_story


def test_section_is_the_last_bread_crumb_above_the_story():
    crumbs = [{"name": "Home"}, {"item": {"name": "Transport"}}, {"name": HEADLINE}]
    data = [node(), {"@type": "BreadcrumbList", "itemListElement": crumbs}]
    assert said(json.dumps(data)).section == "Transport"


# Names


@pytest.mark.parametrize(
    ("byline", "found"),
    [
        ("By Jane Doe, BBC News", ("Jane Doe",)),
        ("by Jane Doe @jane_doe February 1, 2016: 12:41 PM ET", ("Jane Doe",)),
        ("Jane Doe - Apr 16, 2015 8:02 pm UTC", ("Jane Doe",)),
        ("Jane Doe jane@paper.example +996 312 12-34-56", ("Jane Doe",)),
        ("jane@paper.example (Jane Doe)", ("Jane Doe",)),
        ("Par Jane Doe le 07 Mai 2020", ("Jane Doe",)),
        ("Jane Doe (with Aigul Bekova and John Smith)", ("Jane Doe", "Aigul Bekova", "John Smith")),
        ("Иван Петров и Анна Смирнова", ("Иван Петров", "Анна Смирнова")),
        ("Автор: Иван Петров, корреспондент", ("Иван Петров",)),
        ("Escribe Camila Méndez en Territorio", ("Camila Méndez",)),
        ("作者：肖春芳", ("肖春芳",)),
        ("BBC News", ("BBC News",)),
        ("Our Foreign Staff", ("Our Foreign Staff",)),
        ("JANE DOE", ("Jane Doe",)),
        ("By Jane Doe on June 26, 2014 at 9:00a", ("Jane Doe",)),
        ("By Jane Doe Tuesday, Aug. 17, 2010", ("Jane Doe",)),
        ("Print World Desk By Jane Doe on", ("Jane Doe",)),
        ("By Jane Doe | paper.example.com | Archive", ("Jane Doe",)),
        ("Jane Doe, USA TODAY", ("Jane Doe",)),
        ("9:39AM BST 05 Oct 2011", ()),
        ("admin", ()),
        ("No Author", ()),
        ("Posted on 12 May 2003", ()),
        ("", ()),
        ("x" * 300, ()),
    ],
)
def test_byline_becomes_names(byline, found):
    assert names((byline,)) == found


def test_house_is_named_only_where_nobody_else_is():
    assert names(("BBC News", "Jane Doe"), "bbc news") == ("Jane Doe",)
    assert names(("BBC News",), "BBC News") == ("BBC News",)
    assert names(("Jane Doe", "JANE DOE", "Jane Doe")) == ("Jane Doe",)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("Текст: Иван Петров", ("Иван Петров",)),
        ("By the numbers: how trams grew", ()),
        ("Jane Doe", ()),
        (
            "By then it was too late for all of them, and nobody told those who had waited for it.",
            (),
        ),
    ],
)
def test_line_is_a_byline_when_it_begins_like_one_and_names_people(line, found):
    assert signed(line) == found


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("Germany 15 August 2016, 13:43", "2016-08-15T13:43:00"),
        ("Posted by Jane on 2019-02-15, all posts", "2019-02-15T00:00:00"),
        ("Updated 04.05.2015 à 13h36", "2015-05-04T13:36:00"),
        ("A headline - 07.12.2017 - The Paper", "2017-12-07T00:00:00"),
        ("Version 4.0.2004 of 12 things", None),
        ("31.02.2020", None),
        ("yesterday", None),
        ("x " * 100 + "12.03.2004", None),
    ],
)
def test_moment_is_found_among_other_words(line, moment):
    found = moment_in(line)
    assert (found and found.isoformat()) == moment


# Encodings

WORDS = "Правительство обсудило трамвай"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", ""),
        ("utf-8", "windows-1251"),
        ("utf-8-sig", "windows-1251"),
        ("utf-16", "utf-8"),
        ("cp1251", "windows-1251"),
        ("cp1251", ""),
        ("koi8-r", "koi8-r"),
        ("cp866", "ibm866"),
    ],
)
def test_encoding_is_seen_whatever_the_page_says_of_it(encoding, declared):
    meta = (
        f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
        if declared
        else ""
    )
    page = f"<html><head>{meta}</head><body>{WORDS}</body></html>".encode(encoding)
    text, doubts = decoded(page)
    assert WORDS in text
    assert doubts == []


@pytest.mark.parametrize("declared", ["iso-8859-1", "utf-8", "none-such", "rot13"])
def test_wrong_declaration_is_told(declared):
    text, doubts = decoded(f'<meta charset="{declared}">{WORDS}'.encode("cp1251"))
    assert WORDS in text
    assert doubts == [f"It is not in {declared}, as it says; it was read as cp1251."]


def test_encoding_of_the_server_is_believed_before_that_of_the_page():
    data = f'<meta charset="windows-1251">{WORDS}'.encode("koi8-r")
    assert WORDS in decoded(data, served="koi8-r")[0]
    assert WORDS in decoded(data, forced="koi8-r")[0]


def test_few_damaged_bytes_do_not_spoil_a_page():
    data = f"<p>{WORDS * 20}</p>".encode() + b"\xff\xfe\xff"
    text, doubts = decoded(data)
    assert WORDS in text
    assert doubts == ["Some of its bytes are damaged; they became “\ufffd”."]


def test_doubt_of_the_encoding_comes_with_the_story():
    page = web_page().replace('charset="utf-8"', 'charset="utf-8" x="Трамвай Трамвай"')
    (doubt,) = [
        found for found in read_page(page.encode("cp1251", "ignore")) if hasattr(found, "message")
    ]
    assert doubt.message.startswith("It is not in utf-8")
    assert not doubt.refused


# Greatness


@pytest.mark.parametrize(
    ("markup", "sentence"),
    [
        (b"<html>" + b"x" * (64 << 20), "The file is longer than 64 MB"),
        (b"<html><p>" + b"words " * (2 << 20), "This page has more than 4 MB of text."),
        (b"<html>" + b"<b>x</b>" * 40_000, "This page has more than 30,000 elements"),
    ],
)
def test_what_is_greater_than_any_page_is_refused(markup, sentence):
    try:
        (problem,) = read_page(markup)
        message = problem.message
    except UnreadableArchive as error:
        message = str(error)
    assert message.startswith(sentence)


def test_pictures_inside_a_page_do_not_count():
    picture = f'<img src="data:image/png;base64,{"A" * (9 << 20)}">'
    assert story_of(web_page(below=picture)).headline == HEADLINE


def test_elements_without_end_are_opened():
    deep = "<div>" * 1_000
    assert story_of(web_page(below=deep)).headline == HEADLINE
    (doubt,) = doubts_of(web_page(below="<div>" * 5_000))
    assert doubt.message == (
        "Its elements lie thousands deep in each other; some of its form was lost. Compare."
    )


def test_microformats_tell_who_wrote_it_and_when():
    entry = (
        f'<article class="h-entry"><h1 class="p-name">{HEADLINE}</h1>{text_of()}<footer><p>By '
        '<a class="p-author h-card" href="https://medium.example/@jane">Jane Doe</a> on '
        '<time class="dt-published" datetime="2020-01-01T10:00:00.000Z">January 1, 2020</time>.'
        '</p><p><a href="https://medium.example/@jane/line-abc" class="p-canonical">Canonical</a>'
        "</p></footer></article>"
    )
    story = story_of(web_page(body=entry))
    assert story.authors == ("Jane Doe",)
    assert story.published_at == datetime(2020, 1, 1, 10, tzinfo=UTC)
    assert "https://medium.example/@jane/line-abc" in story.paths
    # Of a page with two, none is the story.
    assert story_of(web_page(body=entry, below=entry)).authors == ()
