"""What the templates ask of `{% load articles %}`."""

import json
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import timezone

from articles.directory import Directory, Entry
from articles.models import Article, Author, Byline, Country, Image, Section
from articles.templatetags.articles import (
    KeptNode,
    _of_site,
    clock_zone,
    scrolling_tables,
    unlisted,
)
from tests.factories import make_article, make_author, make_image, make_section

NAMES = Directory(
    countries=[Entry("country", "kazakhstan", "Kazakhstan")], tags=[Entry("tag", "oil", "Oil")]
)


def render(template, at="/articles/", **context):
    request = RequestFactory().get(at)
    source = "{% load articles %}{% autoescape off %}" + template + "{% endautoescape %}"
    return Template(source).render(Context({"request": request} | context))


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Asia/Bishkek", "Bishkek time"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("UTC", "UTC"),
    ],
)
def test_clock_zone_names_a_place(zone, expected):
    with timezone.override(zone):
        assert clock_zone() == expected


def test_unlisted_gives_what_no_entry_offers():
    assert unlisted(["oil", "gas", ""], NAMES.tags) == ["gas"]


def test_scrolling_tables_are_each_in_a_box_and_nothing_else_is_touched():
    body = '<p>a</p><table class="x"><tbody></tbody></table><p>b</p><table></table>'
    boxed = scrolling_tables(body)
    assert boxed.count('tabindex="0"><table') == boxed.count("</table></div>") == 2
    assert re.sub(r"<div [^>]*>|</div>", "", boxed) == body


def test_narrowing_names_each_choice_and_the_way_without_it():
    query = QueryDict("q=big oil&country=kazakhstan&tag=oil&from=2025-01-02&order=newest")
    chips = (
        "{% narrowing as chips %}{% for it in chips %}{{ it.label }} {{ it.address }}\n{% endfor %}"
    )
    drawn = render(chips, choices=NAMES, chosen=dict(query.lists()))
    assert drawn.splitlines() == [
        "“big oil” /articles/?country=kazakhstan&tag=oil&from=2025-01-02&order=newest",
        "Kazakhstan /articles/?q=big+oil&tag=oil&from=2025-01-02&order=newest",
        "Oil /articles/?q=big+oil&country=kazakhstan&from=2025-01-02&order=newest",
        "from 2025-01-02 /articles/?q=big+oil&country=kazakhstan&tag=oil&order=newest",
    ]


def test_narrowing_of_one_choice_leads_to_the_whole_listing():
    chips = "{% narrowing as chips %}{{ chips.0.address }}"
    assert render(chips, choices=NAMES, chosen={"tag": ["oil"], "q": [""]}) == "/articles/"


def structured_data(story):
    template = "{% load data_block %}{% structured_data story as facts %}{{ facts|data_block }}"
    drawn = render(template, story=story, address="http://testserver/x/")
    return drawn, json.loads(re.fullmatch(r"<script type=\S+>(.*)</script>", drawn)[1])


@pytest.mark.django_db
def test_structured_data_says_what_the_page_says():
    story = make_article(
        headline="Water falls",
        summary="By a metre.",
        section=make_section("Water"),
        lead_image=make_image(),
        authors=[make_author("Aida Bekova"), make_author("The desk", is_house_name=True)],
        published_at=datetime(2025, 12, 17, 9, 0, tzinfo=ZoneInfo("Asia/Bishkek")),
    )
    _, facts = structured_data(story)
    assert facts["@type"] == "NewsArticle"
    assert facts["headline"] == "Water falls"
    assert facts["articleSection"] == "Water"
    assert facts["datePublished"] == facts["dateModified"] == "2025-12-17T09:00:00+06:00"
    assert [(it["@type"], it["name"]) for it in facts["author"]] == [
        ("Person", "Aida Bekova"),
        ("Organization", "The desk"),
    ]
    assert facts["author"][0]["url"] == "http://testserver/author/aida-bekova/"
    assert facts["image"].startswith("http://testserver/media/")


@pytest.mark.django_db
def test_structured_data_can_not_be_closed_from_within():
    story = make_article(headline="</script><script>alert(1)</script><!-- & \u2028")
    drawn, facts = structured_data(story)
    assert drawn.count("<") == 2
    assert facts["headline"].startswith("</script><script>alert(1)</script><!-- &")
    assert "image" not in facts


@pytest.fixture
def kept_story():
    story = make_article(
        summary="By a metre.",
        section=make_section("Water"),
        lead_image=make_image(alt="A dam"),
        countries=["KZ"],
        authors=[make_author("Aida")],
    )
    return story, get_template("articles/_story.html")


def draw(template):
    (story,) = Article.objects.for_list()
    return template.render({"story": story})


@pytest.mark.django_db
def test_story_is_drawn_once_for_as_long_as_it_says_the_same(kept_story, monkeypatch):
    _, template = kept_story
    first = draw(template)
    monkeypatch.setattr(Article, "get_absolute_url", lambda story: pytest.fail("Drawn again."))
    assert draw(template) == first


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Article, {"headline": "Other words"}),
        (Article, {"summary": "Other words"}),
        (Article, {"slug": "other-words"}),
        (Section, {"name": "Other words"}),
        (Country, {"name": "Other words"}),
        (Author, {"name": "Other words"}),
        (Author, {"slug": "other-words"}),
        (Byline, {"role": "Other words"}),
        (Image, {"alt": "Other words"}),
    ],
)
def test_changed_story_is_drawn_again(kept_story, model, change):
    _, template = kept_story
    draw(template)
    # Behind the back of everything in Python.
    rows = Country.objects.filter(code="KZ") if model is Country else model.objects.all()
    rows.update(**change)
    assert change.popitem()[1] in draw(template)


@pytest.mark.django_db
def test_story_that_did_not_come_from_a_listing_is_drawn_each_time(kept_story):
    story, template = kept_story
    story.headline = "Unsaved words"
    assert "Unsaved words" in template.render({"story": story})
    assert "Unsaved words" not in draw(template)


@pytest.mark.django_db
def test_kept_texts_are_bounded_and_apart_by_what_else_is_told(monkeypatch):
    monkeypatch.setattr(KeptNode, "most", 3)
    make_article()
    (story,) = Article.objects.for_list()
    template = Template("{% load articles %}{% kept story kind %}{{ kind }}{% endkept %}")
    kinds = [*"abcdefgh", "a"]
    assert [template.render(Context({"story": story, "kind": kind})) for kind in kinds] == kinds
    (node,) = template.nodelist.get_nodes_by_type(KeptNode)
    assert len(node.texts) <= 3


@pytest.mark.parametrize(
    ("filter_name", "words"),
    [
        ("iso", None),
        ("day", "18 December 2025"),
        ("hour", '18 December 2025, <span class="together">03:05 Bishkek time</span>'),
    ],
)
@pytest.mark.parametrize("microsecond", [0, 5])
def test_times_are_told_in_the_zone_of_the_site(filter_name, words, microsecond):
    moment = datetime(2025, 12, 17, 21, 5, 0, microsecond, tzinfo=ZoneInfo("UTC"))
    told = render("{{ moment|" + filter_name + " }}", moment=moment)
    exact = render("{{ moment|date:'c' }}", moment=moment)
    assert told == (f'<time datetime="{exact}">{words}</time>' if words else exact)


@pytest.mark.parametrize("name", ["iso", "day", "hour"])
def test_no_time_is_told_as_nothing(name):
    assert render("{{ moment|" + name + " }}", moment=None) == ""


@pytest.mark.parametrize("media", ["/media/", "//cdn.example/", "https://cdn.example/m/"])
def test_address_of_the_picture_is_absolute(media, settings, rf):
    request = rf.get("/")
    address = f"{media}images/1.jpg"
    assert _of_site(request)(address) == request.build_absolute_uri(address)
