"""Old addresses lead to their stories, and links in bodies to those that they meant."""

import re

import pytest

from articles.importing.record import Status
from articles.importing.writer.job import Runner
from articles.importing.writer.undo import undo
from articles.models import Article, ArticlePath, OldLink
from tests.articles.importing.writer.jobs import State, file_of, numbers, run, told, write
from tests.articles.importing.writer.records import record
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def owners():
    return dict(ArticlePath.objects.values_list("path", "article__headline"))


# Addresses


def test_old_addresses_lead_to_the_story(client):
    paths = ("https://old.example/2019/05/story/", "https://old.example/?p=1", "/")
    write(record(paths=paths))
    assert set(owners()) == {"/2019/05/story", "/?p=1"}
    for path in ("/2019/05/story/", "/?p=1"):
        assert client.get(path).headers["Location"].endswith("/articles/story-1/")


def test_address_of_another_story_stays_its_own_and_is_told():
    totals, problems = write(record(1, paths=("/old/x",)), record(2, paths=("/old/x",)))
    assert numbers(totals) == [2, 0, 0, 0, 0]
    assert owners() == {"/old/x": "Story 1"}
    assert problems == ["The address /old/x leads to another story already."]


@pytest.mark.parametrize("batch", [1, 2, 500])
def test_address_belongs_to_the_first_whatever_the_batches(batch):
    stories = [record(n, paths=("/shared", f"/{n}", f"/{n // 2}/two")) for n in range(6)]
    _, problems = told(run(file_of(*stories), batch=batch))
    assert owners()["/shared"] == "Story 0"
    assert owners()["/1/two"] == "Story 2"
    assert len(problems) == 5 + 3


def test_address_of_another_import_stays_its_own():
    write(record(1, paths=("/a",)))
    _, problems = write(record(2, paths=("/a", "/b")))
    assert owners() == {"/a": "Story 1", "/b": "Story 2"}
    assert problems == ["The address /a leads to another story already."]


def test_doubt_about_an_address_says_where():
    path = file_of(record(1, paths=("/a",)), record(2, paths=("/a",)))
    problem = run(path).problems.get()
    assert (problem.path, problem.place) == (str(path), "line 2")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/" + "x" * 600, "is longer than 500 characters. Not kept."),
        ("http://[broken/x", "An old address of it can't be understood. Not kept."),
    ],
)
def test_impossible_address_costs_itself(path, message):
    totals, problems = write(record(paths=(path, "/fine")))
    assert numbers(totals) == [1, 0, 0, 0, 0]
    assert message in problems[0]
    assert set(owners()) == {"/fine"}


@pytest.mark.parametrize("path", ["/a%00b", "/a\x00b", "/a\ud800b", "/%ed%a0%80"])
def test_address_that_no_database_takes_costs_no_story(path):
    link = f'<p><a href="https://old.example{path}">x</a></p>'
    totals, _ = write(record(1, paths=(path, "/fine"), body=link), record(2))
    assert numbers(totals) == [2, 0, 0, 0, 0]
    assert "/fine" in owners()


def test_number_under_a_folder_is_no_address_of_its_own():
    write(record(paths=("https://old.example/demo/?p=903",)))
    assert not ArticlePath.objects.filter(path="/demo").exists()


# Links


def linking(number, *targets, **overrides):
    links = " ".join(f'<a href="{target}">x</a>' for target in targets)
    facts = {"body": f"<p>Text {links}</p>", "paths": (f"https://old.example/{number}/",)}
    return record(number, **facts | overrides)


def body_of(number):
    return Article.objects.get(external_id=f"https://old.example/?p={number}").body


@pytest.mark.parametrize("order", ["one file", "target first", "target last", "two files"])
def test_link_leads_to_the_story_that_it_meant_whichever_came_first(order):
    stories = [linking(1, "https://old.example/2/"), linking(2, "/1/?ref=x#top")]
    match order:
        case "one file":
            write(*stories)
        case "two files":
            run(*map(file_of, stories))
        case _:
            for story in stories if order == "target last" else reversed(stories):
                write(story)
    assert 'href="/articles/story-2/"' in body_of(1)
    assert 'href="/articles/story-1/"' in body_of(2)
    assert numbers(write(*stories)[0]) == [0, 0, 2, 0, 0]


@pytest.mark.parametrize(
    "href",
    ["https://elsewhere.example/2/", "//elsewhere.example/2", "mailto:a@old.example", "/unknown"],
)
def test_other_links_stay_as_they_are(href):
    write(linking(1, href), linking(2))
    assert f'href="{href}"' in body_of(1)


@pytest.mark.parametrize(
    "href",
    [
        *("https://old.example/2", "http://www.old.example/2/", "/2", "/2/?utm_source=x&amp;y=1"),
        "https://OLD.example/2#comments",
    ],
)
def test_forms_of_an_address_are_one(href):
    write(linking(1, href), linking(2))
    assert 'href="/articles/story-2/"' in body_of(1)


def test_link_to_itself_and_twice_to_one_story():
    write(linking(1, "/1", "/2", "https://old.example/2"), linking(2))
    assert body_of(1).count('href="/articles/story-1/"') == 1
    assert body_of(1).count('href="/articles/story-2/"') == 2


def test_link_waits_until_its_story_is_here():
    write(linking(1, "/2"))
    assert OldLink.objects.get().new_href == ""
    write(record(5))
    assert 'href="/2"' in body_of(1)
    write(linking(2))
    assert 'href="/articles/story-2/"' in body_of(1)
    assert OldLink.objects.get().new_href == "/articles/story-2/"


def test_story_whose_link_was_led_is_as_its_import_left_it():
    write(linking(1, "/2"))
    write(linking(2))
    assert numbers(write(linking(1, "/2", headline="New"))[0]) == [0, 1, 0, 0, 0]
    assert 'href="/articles/story-2/"' in body_of(1)


def test_edit_made_before_a_link_was_led_is_not_lost():
    write(linking(1, "/2"))
    article = Article.objects.get()
    article.body += "<p>Mine.</p>"
    article.save()
    write(linking(2))
    assert 'href="/articles/story-2/"' in body_of(1)
    assert body_of(1).endswith("<p>Mine.</p>")
    # It is an editor's still.
    assert numbers(write(linking(1, "/2", headline="New"))[0]) == [0, 0, 0, 1, 0]


def test_link_that_an_editor_took_away_does_not_come_back():
    write(linking(1, "/2"))
    article = Article.objects.get()
    article.body = "<p>Without.</p>"
    article.save()
    write(linking(2))
    assert body_of(1) == "<p>Without.</p>"


def test_link_of_an_earlier_text_is_forgotten():
    write(linking(1, "/2", "/3"))
    write(linking(1, "/3"))
    assert list(OldLink.objects.values_list("path", flat=True)) == ["/3"]


def test_links_of_drafts_and_to_stories_made_here_are_led():
    ours = make_article(slug="ours")
    ArticlePath.objects.create(path="/2", article=ours)
    write(linking(1, "/2", status=Status.DRAFT))
    assert 'href="/articles/ours/"' in body_of(1)


def test_dry_run_leads_no_link():
    write(linking(1, "/2"))
    run(file_of(linking(2)), until=State.REVIEW)
    assert 'href="/2"' in body_of(1)


# What was led to a planned address, and then something came in between


def when_applied(monkeypatch, do):
    """Do something once when all is planned, before anything is written."""
    left = [do]

    def begun(runner, real=Runner._begin):
        if left:
            left.pop()()
        real(runner)

    monkeypatch.setattr(Runner, "_begin", begun)


def test_link_to_a_story_whose_slug_was_taken_leads_to_the_story(monkeypatch):
    when_applied(monkeypatch, lambda: make_article(headline="Ours", slug="story-2"))
    write(linking(1, "/2"), linking(2, "/1"), linking(3, "/2"))
    for number in (1, 3):
        assert 'href="/articles/story-2-2/"' in body_of(number)
    assert 'href="/articles/story-1/"' in body_of(2)
    assert set(OldLink.objects.filter(path="/2").values_list("new_href", flat=True)) == {
        "/articles/story-2-2/"
    }
    assert numbers(write(linking(1, "/2"), linking(2, "/1"), linking(3, "/2"))[0])[2] == 3


def test_slugs_that_move_up_one_after_the_other_take_their_links_with_them(monkeypatch):
    """What one of them was to have, another one has in the end."""
    when_applied(monkeypatch, lambda: make_article(headline="Ours", slug="same"))
    stories = [linking(n, "/1", "/2", "/3", "/1?b=2", headline="Same") for n in (1, 2, 3)]
    run(file_of(*stories), batch=1)
    slugs = [article.slug for article in Article.objects.order_by("pk")[1:]]
    assert len({*slugs, "same"}) == 4
    one, two, three = (f'href="/articles/{slug}/"' for slug in slugs)
    for number in (1, 2, 3):
        found = re.findall('href="[^"]*"', body_of(number))
        assert found == [one, two, three, one], (slugs, found)


def test_link_to_a_story_that_was_refused_points_to_where_it_pointed(monkeypatch):
    from articles.importing.writer.apply import Applier

    fails = [True]

    def stumbling(self, story, *rest, real=Applier._values):
        if fails and story.item.headline == "Story 2":
            raise ValueError("no room")
        return real(self, story, *rest)

    monkeypatch.setattr(Applier, "_values", stumbling)
    run(file_of(linking(1, "/2"), linking(2, "/1"), linking(3, "/2")), batch=2)
    for number in (1, 3):
        assert 'href="/2"' in body_of(number)
    fails.clear()
    write(linking(2))
    for number in (1, 3):
        assert 'href="/articles/story-2/"' in body_of(number)


def test_link_to_a_story_that_another_import_was_quicker_to_bring(monkeypatch):
    """That one made it under another slug than was planned here."""
    when_applied(monkeypatch, lambda: write(linking(2, slug="quicker")))
    write(linking(1, "/2"), linking(2, slug="slower"))
    assert 'href="/articles/quicker/"' in body_of(1)


def test_link_to_who_has_the_address_stays_when_another_that_claimed_it_goes():
    ours = make_article(slug="ours")
    ArticlePath.objects.create(path="/2", article=ours)
    write(linking(1, "/2"))
    undo(run(file_of(linking(2))))
    assert 'href="/articles/ours/"' in body_of(1)
