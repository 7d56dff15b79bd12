"""What the templates ask of `{% load articles %}`."""

import json
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from articles.directory import Directory, Entry
from articles.templatetags.articles import clock_zone, scrolling_tables, unlisted
from tests.factories import make_article, make_author, make_image, make_section

NAMES = Directory(
    countries=[Entry("country", "kazakhstan", "Kazakhstan")], tags=[Entry("tag", "oil", "Oil")]
)


def render(template, at="/articles/", **context):
    request = RequestFactory().get(at)
    source = "{% load articles %}{% autoescape off %}" + template + "{% endautoescape %}"
    return Template(source).render(Context({"request": request} | context))


@pytest.mark.parametrize(
    ("address", "number", "expected"),
    [
        ("/articles/", 2, "/articles/?page=2"),
        ("/articles/?page=2", 1, "/articles/"),
        ("/articles/?q=oil&page=2", 3, "/articles/?q=oil&page=3"),
        ("/articles/?tag=oil&tag=gas&page=2", 1, "/articles/?tag=oil&tag=gas"),
        ("/tag/%D0%BD%D0%B5%D1%84%D1%82%D1%8C/", 2, "/tag/%D0%BD%D0%B5%D1%84%D1%82%D1%8C/?page=2"),
    ],
)
def test_page_address_keeps_all_but_the_page(address, number, expected):
    assert render("{% page_address number %}", address, number=number) == expected


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
    drawn = render("{% structured_data story %}", story=story, address="http://testserver/x/")
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
