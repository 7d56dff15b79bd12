"""Pages that hold no story are counted by what they are; no story is taken for one of them."""

import pytest

from articles.importing.record import ArticleRecord, Problem, RateRecord
from tests.articles.importing.found import stories_of
from tests.articles.importing.pages import RATES, read
from tests.articles.importing.pages.web import (
    HEADLINE,
    PARAGRAPHS,
    TEASERS,
    kinds_of,
    linked,
    metas,
    read_page,
    story_of,
    text_of,
    web_page,
)

LEADS = (
    "Water is short, and a pipe with holes in it brings what a ditch loses on its way to a field.",
    "Lorries that waited for two days now wait for three hours, says a driver who has counted.",
    "Those who lead people over passes are to be examined in first aid, weather and English.",
)


def teasers(form, headlines=TEASERS):
    return "".join(
        form.format(
            link=f'<a href="/story/{number}">{line}</a>', text=f"{LEADS[number % 3]} {number}"
        )
        for number, line in enumerate(headlines)
    )


CARDS = teasers("<div class=card><h3>{link}</h3><p>{text}</p></div>")
ARTICLES = teasers("<article><h2>{link}</h2><p>{text}</p></article>")
HOME = '<link rel="canonical" href="https://old.example/">'
LISTING = '<link rel="canonical" href="https://old.example/tag/trams/">'


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        (web_page(title="The Old Paper", body=f"<main>{ARTICLES}</main>", head=HOME), "home page"),
        (web_page(title="The Old Paper", body=f"<div>{CARDS}</div>"), "listing page"),
        (web_page(title="Trams", body=f"<main><h1>Trams</h1>{CARDS}</main>"), "listing page"),
        (
            web_page(title="Trams", body=f"<h1>Trams</h1>{CARDS[:400]}", head=LISTING),
            "listing page",
        ),
        (web_page(body=text_of(), classes="archive category-trams"), "listing page"),
        (web_page(body=text_of(), classes="search search-results"), "listing page"),
        (web_page(body=f"<h1>About us</h1>{text_of()}", classes="page page-id-2"), "page"),
        (
            web_page(title="404 Not Found", body="<h1>404</h1><p>Nothing is here, nor was.</p>"),
            "error page",
        ),
        (web_page(title="x", body="<h1>Страница не найдена</h1><p>Она удалена.</p>"), "error page"),
        (web_page(title="502 Bad Gateway", body="<h1>502 Bad Gateway</h1>"), "error page"),
        (web_page(title="Just a moment...", body="<h1>One more step</h1>"), "error page"),
        (
            '<html><meta http-equiv="refresh" content="0;url=/new"><a href=/new>Moved</a>',
            "redirect",
        ),
        (
            web_page(
                title="Log in",
                body="<h1>Log in</h1><p>Tell us who you are, and then go on to read the story.</p>"
                "<input type=password>",
            ),
            "page without a story",
        ),
        ("<html><frameset><frame src=a.html></frameset>", "page without a story"),
        ('<!doctype html><div id="root"></div><script>app()</script>', "page without a story"),
        ("<html></html>", "page without a story"),
        ("   ", "page without a story"),
    ],
)
def test_page_without_a_story_is_counted_by_its_kind(markup, kind):
    assert kinds_of(markup) == [kind]
    assert len(read_page(markup)) == 1


@pytest.mark.parametrize(
    ("place", "beside"),
    [
        ("above", CARDS),
        ("below", CARDS),
        ("below", ARTICLES),
        ("above", f"<aside>{ARTICLES}</aside>"),
    ],
)
def test_teasers_beside_a_story_do_not_make_it_a_listing(place, beside):
    assert story_of(web_page(**{place: f"<div>{beside}</div>"})).headline == HEADLINE


@pytest.mark.parametrize(
    "headline", ["404 People Leave Osh", "Forbidden City Reopens", "Nothing Found Under the Page"]
)
def test_headline_that_reads_like_an_error_is_a_headline(headline):
    body = f"<article><h1>{headline}</h1><p>{PARAGRAPHS[0]}</p></article>"
    assert story_of(web_page(title=headline, body=body)).headline == headline


def test_brief_of_one_sentence_is_a_story():
    text = "<p>It was opened on Friday, at ten in the morning.</p>"
    body = f"<main><h1>{HEADLINE}</h1><p class=date>12.03.2004</p>{text}</main>"
    assert (
        story_of(web_page(body=body)).body
        == "<p>It was opened on Friday, at ten in the morning.</p>"
    )


@pytest.mark.parametrize(
    "head",
    [
        linked({"datePublished": "2004-03-12"}),
        metas(og__type="article", article__published_time="2004-03-12"),
    ],
)
def test_page_that_calls_itself_a_story_is_one_without_a_text_too(head):
    story = story_of(web_page(head=head, body="<div id=app></div>"))
    assert (story.headline, story.body) == (HEADLINE, "")


def test_word_that_every_page_has_does_not_make_a_story():
    head = metas(og__type="article", og__title="The Old Paper") + HOME
    assert kinds_of(web_page(title="The Old Paper", head=head, body=f"<div>{CARDS}</div>")) == [
        "home page"
    ]


def test_many_stories_in_json_ld_are_those_of_a_home_page():
    stories = [{"@type": "NewsArticle", "headline": line} for line in TEASERS]
    page = web_page(title="The Old Paper", head=linked(stories) + HOME, body=f"<div>{CARDS}</div>")
    assert kinds_of(page) == ["home page"]


def test_many_teasers_in_microdata_are_those_of_a_home_page():
    body = ARTICLES.replace(
        "<article>", '<article itemscope itemtype="https://schema.org/NewsArticle">'
    )
    assert kinds_of(web_page(title="The Old Paper", body=body)) == ["listing page"]


# Listing pages


def listing(viewing="Viewing results 1 - 6 of 1060", headlines=TEASERS):
    rates = "".join(f"<li>{rate.removeprefix('• ')}</li>" for rate in RATES)
    form = "<div><h2>{link}</h2><p>{text}</p></div>"
    form = form.replace("{text}", f"{PARAGRAPHS[1]} {{text}}")
    body = f"<ul>{rates}</ul><p>17 December 2025</p><p>{viewing}</p>{teasers(form, headlines)}"
    return web_page(title="The Old Paper", body=body)


def test_listing_page_gives_its_rates_and_its_stories():
    found = read_page(listing())
    stories = [record for record in found if isinstance(record, ArticleRecord)]
    assert [story.headline for story in stories] == list(TEASERS)
    assert [story.paths for story in stories] == [(f"/story/{number}",) for number in range(6)]
    assert [story.position for story in stories] == list(range(6))
    assert stories[0].body == f"<p>{PARAGRAPHS[1]} {LEADS[0]} 0</p>"
    assert stories[0].place == f"page, “{TEASERS[0]}”"
    assert {str(story.captured_on) for story in stories} == {"2025-12-17"}
    assert len([record for record in found if isinstance(record, RateRecord)]) == len(RATES)


def test_doubts_of_a_listing_page_are_told():
    found = read_page(listing("Viewing results 1 - 7 of 1060"))
    (doubt,) = [record for record in found if isinstance(record, Problem)]
    assert doubt.message == "The page promises 7 stories, 6 were found. Compare."
    assert doubt.place == "page"


def test_story_of_its_text_and_of_its_page_is_the_same():
    blocks = [f"{line}\n\n{PARAGRAPHS[1]} {LEADS[n % 3]} {n}" for n, line in enumerate(TEASERS)]
    text = "\n\n".join(["Viewing results 1 - 6 of 1060", *blocks])
    ids = [story.external_id for story in stories_of(read(text))]
    assert [record.external_id for record in stories_of(read_page(listing()))] == ids


@pytest.mark.parametrize(
    "viewing", ["Viewing results was hard, he said.", "Viewing results 1 - 6 of 9 took a day."]
)
def test_story_with_such_words_in_it_is_a_story(viewing):
    body = f"<article><h1>{HEADLINE}</h1>{text_of()}<p>{viewing}</p></article>"
    assert story_of(web_page(body=body)).headline == HEADLINE


@pytest.mark.parametrize("name", ["home", "blog"])
def test_class_of_a_list_does_not_outweigh_the_marks_of_a_story(name):
    assert kinds_of(web_page(classes=name)) == ["listing page"]
    named = metas(og__type="article")
    assert not kinds_of(web_page(classes=name, head=named))
    dated = '<link rel="canonical" href="https://old.example/2004/03/second-line/">'
    assert not kinds_of(web_page(classes=name, head=dated))
    archive = '<link rel="canonical" href="https://old.example/2004/03/page/2/">'
    assert kinds_of(web_page(classes=name, head=archive)) == ["listing page"]
