"""The page of a search: marks, ways to narrow, names that are meant, and what was misspelt."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Author, Country, Section
from articles.search.excerpt import LENGTH, excerpt, marked, spans
from tests.factories import make_article, make_author, make_image, make_section, make_tag

pytestmark = pytest.mark.django_db


def page(client, typed, **more):
    response = client.get("/search/", {"q": typed, **more} if typed else more)
    assert response.status_code == 200
    return response.content.decode()


def stories(html):
    return re.findall(r"<article.*?</article>", html, re.DOTALL)


def marks(html):
    return [unescape(word) for word in re.findall(r"<mark>(.*?)</mark>", html)]


# Marks --------------------------------------------------------------------------------------


def test_words_are_marked_in_headline_and_excerpt(client):
    make_article(
        headline="Canal dry",
        body=f"<p>{'Long before. ' * 60}Then the canal ran dry again.</p><p>{'After. ' * 60}</p>",
    )
    (story,) = stories(page(client, "canal dry"))
    assert marks(story) == ["Canal dry", "canal", "dry"]
    text = re.search(r'class="standfirst">(.*?)</p>', story, re.DOTALL)[1]
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert len(re.sub(r"<.*?>", "", text)) <= LENGTH + 10


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Oʻzbekiston", "o'zbekiston"),
        ("O’zbekiston", "oʻzbekiston"),
        ("Ёлка", "елка"),
        ("Résumé", "resume"),
        ("Қазақстан", "қАЗАҚСТАН"),
        ("post-Soviet", "post-soviet"),
    ],
)
def test_marked_word_stands_as_it_was_written(client, written, typed):
    make_article(headline=f"See: {written}, and more")
    html = page(client, typed)
    assert "".join(marks(html)) in (written, written.replace("-", ""))
    assert len(stories(html)) == 1


def test_stems_are_marked(client):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's FTS5 has no stems")
    make_article(headline="Canals of Asia", body="<p>Реками и каналами.</p>")
    assert marks(page(client, "canal")) == ["Canals"]
    assert marks(page(client, "река")) == ["Реками"]


def test_phrase_is_marked_whole_and_nowhere_else(client):
    make_article(headline="Old canal", body="<p>The canal is old. An old canal it is.</p>")
    assert marks(page(client, '"old canal"')) == ["Old canal", "old canal"]


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</mark></p><svg onload=alert(1)>",
    "<mark>not ours</mark>",
    "&lt;script&gt;",
    "{{ 7|add:7 }} {% now 'Y' %}",
    "\ue000canal\ue001",
    "<!-- canal --><b>",
    "javascript:canal",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_markup_in_a_story_does_not_get_out(client, hostile):
    from articles.models import Article

    # Past the cleaning of the model, as raw SQL would write it.
    story = make_article(headline="x")
    text = f"canal {hostile} canal"
    Article.objects.filter(pk=story.pk).update(headline=text, summary=text, body_text=text)
    (found,) = stories(page(client, "canal"))
    inside = re.sub(r"</?mark>", "", found)
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z0-9!]+)", inside))
    assert tags <= {"article", "div", "h2", "a", "p", "time", "span", "ul", "li"}
    assert found.count("<mark>") == found.count("</mark>") >= 2
    assert hostile.replace("canal", "") in unescape(inside) or "canal" in hostile


@pytest.mark.parametrize("hostile", HOSTILE)
def test_markup_in_what_was_typed_does_not_get_out(client, hostile):
    make_article(headline="Canal")
    html = client.get("/search/", {"q": hostile}).content.decode()
    assert not re.search(r"<(script>|img src=x|svg onload|mark>not)", html)


def test_spans_of_nothing_is_nothing():
    assert spans("", [("a",)], {"a": {"a"}}) == []
    assert spans("a b", [], {}) == []
    assert marked("<b>", []) == "&lt;b&gt;"


def test_excerpt_of_a_text_without_spaces_has_its_length():
    text = "x" * 1000
    assert len(excerpt(text, [])) <= LENGTH + 4
    assert "<mark>" in excerpt(text + " canal " + text, [(1001, 1006)])


# Around the results -------------------------------------------------------------------------


def test_search_without_words_explains_itself(client):
    html = page(client, "")
    assert "Type one word or more" in html
    assert "Viewing results" not in html


@pytest.mark.parametrize(
    ("typed", "offer"),
    [
        ("kazakhstan", "Country: Kazakhstan"),
        ("KAZAKHSTAN", "Country: Kazakhstan"),
        ("water", "Section: Water rights"),
        ("rights water", "Section: Water rights"),
        ("melis", "Author: Mélis Oʻroz"),
        ("O'roz", "Author: Mélis Oʻroz"),
        ("dams", "Tag: Dams"),
    ],
)
def test_name_that_was_meant_is_offered_first(client, typed, offer):
    make_article(
        countries=["KZ"], section=make_section("Water rights"), tags=[make_tag("Dams")],
        authors=[make_author("Mélis Oʻroz")],
    )  # fmt: skip
    html = page(client, typed)
    text = re.sub(r"<.*?>", "", html)
    assert f"{offer}, 1 story" in text
    assert html.index("Pages of that name") < html.index('role="status"')


def test_exact_name_comes_before_longer_ones_and_empty_ones_not_at_all(client):
    tags = [make_tag(name) for name in ("Water law", "Water", "Law of water use")]
    make_tag("Water nowhere")
    make_article(tags=tags)
    names = re.findall(r"Tag:</span> (.*?)</a>", page(client, "water"))
    assert names == ["Water", "Water law", "Law of water use"]


def test_names_are_offered_on_the_first_page_only(client):
    for _ in range(7):
        make_article(headline="Kazakhstan", countries=["KZ"])
    assert "Country:" in page(client, "kazakhstan")
    assert "Country:" not in page(client, "kazakhstan", page=2)


def test_facets_narrow_the_search_and_what_all_share_is_no_facet(client):
    year = timezone.localdate().year
    section = make_section("Water")
    make_article(headline="Canal 1", countries=["KZ"], section=section)
    make_article(headline="Canal 2", countries=["KG"], section=section)
    make_article(headline="Canal 3", countries=["KG"], published_at=timezone.now() - timedelta(800))
    html = page(client, "canal", order="relevance")
    facets = re.search(r'<nav class="narrow".*?</nav>', html, re.DOTALL)[0]
    links = {
        re.sub(r"<.*?>", "", label): unescape(address)
        for address, label in re.findall(r'<a href="(.*?)">(.*?)</a>', facets)
    }
    assert links["Kyrgyzstan 2 stories"] == "/search/?q=canal&country=kyrgyzstan&order=relevance"
    assert links["Water 2 stories"] == "/search/?q=canal&section=water&order=relevance"
    days = f"from={year}-01-01&to={year}-12-31"
    assert links[f"{year} 2 stories"] == f"/search/?q=canal&{days}&order=relevance"
    for address in links.values():
        assert "Viewing results" in client.get(address).content.decode()
    narrowed = page(client, "canal", country="kyrgyzstan")
    assert "Kyrgyzstan 2" not in re.sub(r"<.*?>", "", narrowed)


def test_misspelt_word_is_put_right(client):
    make_article(headline="Reservoir of the Naryn cascade")
    html = page(client, "resevoir naryn")
    assert 'Did you mean <a href="/search/?q=reservoir+naryn">reservoir naryn</a>?' in html
    assert "Did you mean" not in page(client, "zzzzzz")
    assert "Did you mean" not in page(client, "naryn unheardof")


def test_misspelt_tag_is_put_right(client):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's smaller form knows the words of headlines only")
    make_article(headline="Other", body="<p>Hydropower</p>", tags=[make_tag("Hydropower")])
    assert ">hydropower</a>?" in page(client, "hydropouer")


def test_nothing_found_says_what_to_try(client):
    html = page(client, "unheardof")
    assert 'role="status"' in html
    assert "Nothing was found." in html
    assert "Viewing results" not in html


def test_search_page_costs_the_same_few_statements(client, django_assert_num_queries):
    filing = {"section": make_section("Canal law"), "countries": ["KZ", "KG"],
              "authors": [make_author("A"), make_author("B")], "lead_image": make_image(),
              "tags": [make_tag("Canals")]}  # fmt: skip
    for _ in range(7):
        make_article(headline="Canal", body="<p>A calm city.</p>", **filing)
    make_article(headline="Canal", body="<p>Calm.</p>", countries=["UZ"])
    client.get("/")
    # The search, the stories, names of facets, names that are meant; PostgreSQL says which
    # words have the stems that were found, SQLite counts facets apart.
    first = 5
    with django_assert_num_queries(first):
        assert len(client.get("/search/?q=canal").context["stories"]) == 6
    with django_assert_num_queries(first - 1):
        assert len(client.get("/search/?q=canal&page=2").context["stories"]) == 2


# Suggestions --------------------------------------------------------------------------------


def suggested(client, typed):
    response = client.get("/search/suggest/", {"q": typed})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    return [(row["kind"], row["text"]) for row in response.json()["suggestions"]]


def test_names_are_suggested_by_the_beginning_of_any_word(client):
    make_section("Water rights"), make_author("Émile Oʻroz")
    assert ("country", "Kazakhstan") in suggested(client, "kaza")
    assert ("section", "Water rights") in suggested(client, "RIGH")
    assert ("section", "Water rights") in suggested(client, "water r")
    assert ("author", "Émile Oʻroz") in suggested(client, "o'r")
    assert suggested(client, "ater") == []


def test_words_of_headlines_complete_what_was_typed(client):
    make_article(headline="Reservoir fills")
    assert ("words", "old reservoir") in suggested(client, "old reser")
    rows = client.get("/search/suggest/?q=reser").json()["suggestions"]
    assert rows[0]["url"] == "/search/?q=reservoir"


def test_suggestions_are_few_and_each_leads_somewhere(client):
    for number in range(12):
        make_tag(f"Water {number}"), make_article(headline=f"Waterwork{number}")
    rows = client.get("/search/suggest/?q=wat").json()["suggestions"]
    assert len(rows) == 8
    assert all(client.get(row["url"]).status_code == 200 for row in rows)


@pytest.mark.parametrize(
    "typed",
    ["", "a", "%", "_%", "'", '"', "\x00", "x" * 5000, "😀", "\\", "a\x00b", "-", "и\u0306"],
)
def test_suggestions_of_nonsense_are_none(client, typed):
    assert suggested(client, typed) == []


def test_suggestions_may_be_kept_a_minute(client):
    control = client.get("/search/suggest/?q=ka")["Cache-Control"]
    assert "public" in control
    assert "max-age=60" in control
    assert client.get("/search/suggest/").status_code == 200


def test_every_facet_knows_its_folded_name():
    assert Country.objects.get(code="KZ").key == "kazakhstan"
    assert not Country.objects.filter(key="").exists()
    section, author = Section.objects.create(name="Ёлки"), Author.objects.create(name="Oʻroz")
    assert (section.key, author.key) == ("елки", "oroz")
