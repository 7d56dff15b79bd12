"""Saved pages: each fact of a story, from whichever voice of the page tells it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from articles.importing.detection import opening_of
from articles.importing.format import Options
from articles.importing.pages.page import PAGE
from articles.importing.record import Category, Picture, Problem
from tests.articles.importing.pages.web import (
    ADDRESS,
    HEADLINE,
    PARAGRAPHS,
    doubts_of,
    linked,
    metas,
    read_page,
    story_of,
    text_of,
    web_page,
)

CANONICAL = f'<link rel="canonical" href="{ADDRESS}">'
BISHKEK = timezone(timedelta(hours=6))


def test_page_with_everything_in_json_ld_gives_each_field():
    data = {
        "author": [{"@type": "Person", "name": "Jane Doe"}, {"name": "Aigul Bekova"}],
        "datePublished": "2004-03-12T10:05:00+06:00",
        "dateModified": "2004-03-13T09:00:00+06:00",
        "description": "The first was opened in 1937.",
        "articleSection": ["Transport", "News"],
        "keywords": "trams, Almaty",
        "inLanguage": "en-KZ",
        "image": {
            "url": "https://old.example/tram.jpg",
            "caption": "A tram",
            "creditText": "K. Ivanov",
        },
        "mainEntityOfPage": {"@id": ADDRESS},
        "publisher": {"name": "The Old Paper"},
    }
    (story,) = read_page(web_page(head=linked(data)))
    assert story.external_id == ADDRESS
    assert story.headline == HEADLINE
    assert story.body == text_of()
    assert story.summary == "The first was opened in 1937."
    assert story.published_at == datetime(2004, 3, 12, 10, 5, tzinfo=BISHKEK)
    assert story.modified_at == datetime(2004, 3, 13, 9, tzinfo=BISHKEK)
    assert story.authors == ("Jane Doe", "Aigul Bekova")
    assert story.categories == (Category("Transport"),)
    assert story.tags == ("trams", "Almaty")
    assert story.language == "en-KZ"
    assert story.paths == (ADDRESS,)
    assert story.lead_image == Picture(
        "https://old.example/tram.jpg", caption="A tram", credit="K. Ivanov"
    )


def test_page_with_meta_elements_alone_gives_each_field():
    head = CANONICAL + metas(
        og__title=f"{HEADLINE} | The Old Paper",
        og__site_name="The Old Paper",
        og__type="article",
        og__description="The first was opened in 1937.",
        og__image="/tram.jpg",
        og__image__alt="A tram",
        og__locale="en_GB",
        article__published_time="2004-03-12T10:05:00Z",
        article__section="Transport",
        author="By Jane Doe, The Old Paper",
        keywords="trams; Almaty; The Old Paper",
    )
    story = story_of(web_page(head=head).replace('"/tram.jpg"', '"https://old.example/tram.jpg"'))
    assert (story.external_id, story.headline) == (ADDRESS, HEADLINE)
    assert story.published_at == datetime(2004, 3, 12, 10, 5, tzinfo=UTC)
    assert story.authors == ("Jane Doe",)
    assert story.categories == (Category("Transport"),)
    assert story.tags == ("trams", "Almaty")
    assert story.language == "en-GB"
    assert story.lead_image == Picture("https://old.example/tram.jpg", alt="A tram")
    assert story.summary == "The first was opened in 1937."


def test_page_with_microdata_alone_gives_each_field():
    body = f"""<div itemscope itemtype="http://schema.org/NewsArticle">
      <h1 itemprop="headline">{HEADLINE}</h1>
      <span itemprop="author" itemscope><b itemprop="name">Jane Doe</b>, reporter</span>
      <time itemprop="datePublished" datetime="2004-03-12T10:05:00+06:00">12 March</time>
      <a itemprop="articleSection">Transport</a>
      <div itemprop="articleBody">{text_of()}</div>
      <div class="comment"><span itemprop="author">A Reader</span></div></div>"""
    story = story_of(web_page(body=body))
    assert story.headline == HEADLINE
    assert story.authors == ("Jane Doe",)
    assert story.published_at == datetime(2004, 3, 12, 10, 5, tzinfo=BISHKEK)
    assert story.categories == (Category("Transport"),)
    assert story.body == text_of()


def test_page_that_only_shows_its_facts_gives_them():
    above = '<p class="byline">By Jane Doe</p><p class="date">12 March 2004, 10:05</p>'
    story = story_of(web_page(above=above))
    assert story.headline == HEADLINE
    assert story.authors == ("Jane Doe",)
    assert story.published_at == datetime(2004, 3, 12, 10, 5)
    assert story.body == text_of()
    assert (story.external_id, story.paths, story.status) == ("", (), "published")


def test_page_of_the_years_before_style_sheets_is_read():
    body = f"""<table width="100%"><tr>
      <td><a href=index.html>Home</a><br><a href=arch.html>Archive</a></td>
      <td><font size=1>12.03.2004 10:05</font><br><font size="+1"><b>{HEADLINE}</b></font><br><br>
      <img src="/photos/tram.jpg" align=left alt="A tram">{"<br><br>".join(PARAGRAPHS)}<br><br>
      <i>Author: Jane Doe</i><br><br><a href=print.html>Print</a> | <a href=forum>Talk</a></td>
      </tr></table>"""
    story = story_of(web_page(body=body, title=f"The Old Paper :: {HEADLINE}"))
    assert story.headline == HEADLINE
    assert story.body == text_of()
    assert story.authors == ("Jane Doe",)
    assert story.published_at == datetime(2004, 3, 12, 10, 5)
    assert story.lead_image == Picture("/photos/tram.jpg", alt="A tram")


# Headlines


@pytest.mark.parametrize(
    ("title", "site"),
    [
        (f"{HEADLINE} - The Old Paper", ""),
        (f"{HEADLINE} — The Old Paper", "The Old Paper"),
        (f"The Old Paper | {HEADLINE}", "the old paper"),
        (f"{HEADLINE} | Transport | old.example", ""),
        (f"{HEADLINE} » Old", ""),
        (HEADLINE, ""),
    ],
)
@pytest.mark.parametrize("is_shown", [True, False])
def test_headline_is_without_the_name_of_its_site(title, site, is_shown):
    body = None if is_shown else f"<div>{text_of()}</div>"
    head = CANONICAL + (metas(og__site_name=site) if site else "")
    story = story_of(web_page(title=title, head=head, body=body))
    assert story.headline == HEADLINE if is_shown or "Transport" not in title else title


@pytest.mark.parametrize(
    "headline",
    [
        "Interview: Trams - what comes next for the city",
        "AC/DC play in Almaty",
        "Quake of 4.1 – 12 houses damaged",
        "Tram|Bus: which is better",
    ],
)
def test_dash_inside_a_headline_is_kept(headline):
    body = f"<article><h1>{headline}</h1>{text_of()}</article>"
    assert story_of(web_page(title=f"{headline} | The Old Paper", body=body)).headline == headline


def test_headline_that_was_cut_for_a_machine_is_taken_from_the_page():
    head = linked({"headline": f"{HEADLINE[:25]}…"})
    assert story_of(web_page(head=head)).headline == HEADLINE


def test_headline_of_the_site_itself_is_not_the_storys():
    body = f"<h1>The Old Paper</h1><article><h1>{HEADLINE}</h1>{text_of()}</article>"
    assert story_of(web_page(body=body)).headline == HEADLINE


def test_first_words_stand_in_for_a_missing_headline_and_this_is_told():
    page = web_page(title="", body=f"<article>{text_of()}</article>")
    (doubt,) = doubts_of(page)
    assert story_of(page).headline.startswith("The decision was announced on Tuesday by")
    assert story_of(page).headline.endswith("…")
    assert (doubt.field, doubt.refused) == ("headline", False)


# Dates


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2004-03-12T10:05:00+06:00", datetime(2004, 3, 12, 10, 5, tzinfo=BISHKEK)),
        ("2004-03-12T10:05+0600", datetime(2004, 3, 12, 10, 5, tzinfo=BISHKEK)),
        ("2004-03-12 10:05:00", datetime(2004, 3, 12, 10, 5)),
        ("20040312", datetime(2004, 3, 12)),
        ("1079085900", datetime(2004, 3, 12, 10, 5, tzinfo=UTC)),
        ("Fri, 12 Mar 2004 10:05:00 +0600", datetime(2004, 3, 12, 10, 5, tzinfo=BISHKEK)),
        ("March 12, 2004: 10:05 AM ET", datetime(2004, 3, 12, 10, 5)),
        ("12 March 2004 • 10:05am", datetime(2004, 3, 12, 10, 5)),
        ("Опубликовано 12 марта 2004 г. в 10:05", datetime(2004, 3, 12, 10, 5)),
    ],
)
def test_date_is_read_in_the_forms_that_pages_have(said, moment):
    found = story_of(web_page(head=metas(article__published_time=said))).published_at
    assert found == moment
    assert (found.tzinfo is None) == (moment.tzinfo is None)


@pytest.mark.parametrize("said", ["0000-00-00", "31.02.2020", "2004-02-30T10:00:00Z"])
def test_impossible_date_is_told_and_none_is_invented(said):
    page = web_page(head=metas(article__published_time=said))
    assert doubts_of(page) == [
        Problem("page", f"“{said}” is not a day of the calendar.", "published_at", refused=False)
    ]
    assert story_of(page).published_at is None


def test_another_voice_stands_in_for_an_impossible_date_and_this_is_told():
    page = web_page(head=linked({"datePublished": "2004-02-30"}) + metas(date="2004-03-12"))
    (doubt,) = doubts_of(page)
    assert story_of(page).published_at == datetime(2004, 3, 12)
    assert "; 2004-03-12, which the page says elsewhere, was taken." in doubt.message


def test_day_alone_gets_its_time_from_what_the_page_shows():
    above = '<span class="date">2004-03-12 10:05</span>'
    story = story_of(web_page(head=metas(publishdate="2004-03-12"), above=above))
    assert story.published_at == datetime(2004, 3, 12, 10, 5)


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("https://old.example/2004/03/12/trams.html", HEADLINE),
        ("https://old.example/news/20040312/trams", HEADLINE),
        ("https://old.example/trams.html", f"{HEADLINE} - 12.03.2004 - The Old Paper"),
    ],
)
def test_day_is_taken_from_the_title_or_the_address_where_nothing_else_tells(address, title):
    head = f'<link rel="canonical" href="{address}">'
    assert story_of(web_page(head=head, title=title)).published_at == datetime(2004, 3, 12)


def test_date_of_another_story_is_not_taken():
    below = '<aside><time datetime="2009-01-01">1 January 2009</time></aside>'
    late = "<p>It was closed on 12 March 1991 for want of electricity, as nobody has forgotten.</p>"
    assert story_of(web_page(below=late + below)).published_at is None


@pytest.mark.parametrize("modified", ["2004-03-12T10:05:00Z", "2004-03-11T10:05:00Z", "soon"])
def test_modification_that_is_none_is_left_out(modified):
    head = metas(article__published_time="2004-03-12T10:05:00Z", article__modified_time=modified)
    assert story_of(web_page(head=head)).modified_at is None


# Addresses


def test_every_address_of_the_page_is_kept_the_canonical_first():
    head = (
        '<link rel="amphtml" href="https://amp.old.example/2004/03/second-line.html">'
        f'<link rel="shortlink" href="https://old.example/?p=12">{CANONICAL}'
        + metas(og__url="http://www.old.example/2004/03/second-line.html#top")
        + '<link rel="shortlink" href="https://short.example/x">'
    )
    assert story_of(web_page(head=head)).paths == (
        ADDRESS,
        "http://www.old.example/2004/03/second-line.html",
        "https://amp.old.example/2004/03/second-line.html",
        "https://old.example/?p=12",
    )


@pytest.mark.parametrize("canonical", ["https://old.example/", "https://old.example"])
def test_canonical_address_that_is_the_home_page_tells_no_story_from_another(canonical):
    head = f'<link rel="canonical" href="{canonical}">' + metas(og__url=ADDRESS)
    assert story_of(web_page(head=head)).external_id == ADDRESS


def test_relative_addresses_are_made_whole_by_the_base():
    head = (
        '<base href="https://old.example/2004/"><link rel="canonical" href="03/second-line.html">'
    )
    last = '<p>As <a href="../1999/">reported</a> before, in the same place, twice.</p>'
    body = f"<article><h1>{HEADLINE}</h1>{text_of()}{last}</article>"
    story = story_of(web_page(head=head, body=body))
    assert story.external_id == ADDRESS
    assert '<a href="https://old.example/1999/">reported</a>' in story.body


@pytest.mark.parametrize(
    "comment",
    [
        f"<!-- saved from url=(0044){ADDRESS} -->",
        f"<!--\n Page saved with SingleFile \n url: {ADDRESS} \n saved date: Mon -->",
    ],
)
def test_address_that_a_browser_noted_when_it_saved_the_page_is_used(comment):
    page = web_page().replace("<html", f"{comment}<html", 1)
    assert story_of(page).external_id == ADDRESS


def test_story_of_another_site_keeps_that_address_as_canonical():
    head = '<link rel="canonical" href="https://agency.example/story">'
    page = web_page(head=head).replace("<html", f"<!-- saved from url=(0044){ADDRESS} --><html", 1)
    story = story_of(page)
    assert (story.external_id, story.canonical_url) == (ADDRESS, "https://agency.example/story")


@pytest.mark.parametrize("address", ["http://[", "http://[::1/x", "javascript:void(0)"])
def test_address_that_is_none_is_left_out(address):
    head = f'<link rel="canonical" href="{address}"><base href="{address}">'
    assert all(path.startswith("javascript") for path in story_of(web_page(head=head)).paths)


# What is said above the text


@pytest.mark.parametrize(
    ("said", "summary"),
    [
        ("The first was opened in 1937.", "The first was opened in 1937."),
        (PARAGRAPHS[0], ""),
        (f"{PARAGRAPHS[0][:60]}…", ""),
        (f"{PARAGRAPHS[0][:60]} [...]", ""),
        ("Mugabe&amp;#39;s &quot;plan&quot;", 'Mugabe\'s "plan"'),
    ],
)
def test_summary_is_what_the_text_does_not_begin_with(said, summary):
    assert story_of(web_page(head=metas(og__description=said))).summary == summary


def test_summary_that_stands_over_the_text_as_a_heading_stands_there_once():
    above = "<h2>The first was opened in 1937.</h2>"
    story = story_of(web_page(head=metas(description="The first was opened in 1937."), above=above))
    assert (story.summary, story.body) == ("The first was opened in 1937.", text_of())


@pytest.mark.parametrize(
    ("attributes", "head", "language"),
    [
        ('lang="ru"', "", "ru"),
        ("", metas(og__locale="ky_KG"), "ky-KG"),
        ('lang="russian language"', metas(dc_language="ru"), "ru"),
        ("", "", ""),
    ],
)
def test_language_is_a_code_or_nothing(attributes, head, language):
    assert story_of(web_page(attributes=attributes, head=head)).language == language


# Which files are web pages


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><p>x",
        "<!doctype html>\nwords",
        '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html xmlns="http://www.w3.org/1999/xhtml">',
        "<HTML><HEAD>",
        "<!-- saved --><head><title>x</title>",
        "\ufeff  <body bgcolor=white>",
        "<h1>Headline</h1><p>Text",
        "<table width=100%><tr><td>x",
        '<?xml version="1.0"?><x:html xmlns:x="http://www.w3.org/1999/xhtml">',
    ],
)
def test_web_page_is_recognised(text):
    assert PAGE.recognises(opening_of(text.encode()))


@pytest.mark.parametrize(
    "text",
    [
        "<rss version='2.0'><channel>",
        "<?xml version='1.0'?><article><title>DocBook</title>",
        '<article xmlns="http://docbook.org/ns/docbook">',
        "<nitf><head><title>x</title></head><body>",
        '{"html": "<html>"}',
        "title,body\nx,<p>y</p>",
        "Words <html>",
        "",
    ],
)
def test_other_files_are_not_taken_for_web_pages(text):
    assert not PAGE.recognises(opening_of(text.encode()))


def test_encoding_that_the_person_names_is_believed():
    page = web_page(title="Трамвай", body=f"<article><h1>Трамвай</h1>{text_of()}</article>")
    data = page.replace("utf-8", "cp1252").encode("koi8-r", "ignore")
    assert story_of(data, options=Options(encoding="koi8-r")).headline == "Трамвай"


def signed_by(above):
    return story_of(web_page(above=above)).authors


@pytest.mark.parametrize(
    "above",
    [
        '<p class="author"><a href="/team/1"><b>Jane Doe</b></a> <span>Senior Editor</span></p>',
        '<p class="byline"><span class="fn">Jane Doe</span> Correspondent in charge of trams</p>',
        "<p>By Jane Doe<br>The Old Paper<br><a href='/archive'>Archive</a></p>",
    ],
)
def test_name_is_told_from_what_stands_beside_it_in_a_byline(above):
    assert signed_by(above) == ("Jane Doe",)


def test_byline_of_a_link_and_a_name_keeps_both():
    above = '<p class="byline">By <a href="/team/1">Jane Doe</a> and Aigul Bekova</p>'
    assert signed_by(above) == ("Jane Doe", "Aigul Bekova")


def test_day_before_there_were_pages_is_what_the_story_is_about():
    above = "<ul><li>The first tram ran on August 14, 1935</li></ul>"
    address = "https://old.example/2004/TRAMS/03/09/second-line.html"
    head = f'<link rel="canonical" href="{address}">'
    assert story_of(web_page(above=above, head=head)).published_at == datetime(2004, 3, 9)
    assert story_of(web_page(above=above)).published_at is None


def test_moment_in_the_title_of_an_abbreviation_is_the_date():
    above = '<p><abbr title="2011-08-25T01:40:40Z">1 hour ago</abbr></p>'
    assert story_of(web_page(above=above)).published_at == datetime(
        2011, 8, 25, 1, 40, 40, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("canonical", "paths"),
    [
        ("www.old.example/second-line", ("http://www.old.example/second-line",)),
        ("8003098", ()),
    ],
)
def test_canonical_address_without_its_beginning(canonical, paths):
    found = story_of(web_page(head=f'<link rel="canonical" href="{canonical}">'))
    assert found.paths == paths
