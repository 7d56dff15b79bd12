"""What was there before is there again, row by row; what somebody changed since is left."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import OperationalError, transaction

from articles.importing.record import Attachment, Category, Picture, RateRecord, Status
from articles.importing.writer.totals import totals_of
from articles.importing.writer.undo import undo
from articles.models import (
    Article,
    Country,
    ImportJob,
    OldLink,
    Section,
    Tag,
    TagAlias,
)
from newsroom.importing import rates
from tests.articles.importing.writer.jobs import State, dump, file_of, is_sound, numbers, run, write
from tests.articles.importing.writer.records import WHEN, record
from tests.articles.importing.writer.test_filing import FACETS, FILED
from tests.articles.importing.writer.test_interruption import failing, taken_back
from tests.factories import make_article, make_author, make_section, make_tag
from tickers.models import Fixing, Provider

pytestmark = pytest.mark.django_db


def story(number, **overrides):
    facts = {
        "tags": ("Common", f"Tag {number}"),
        "authors": ("Ann", f"Author {number}"),
        "author_roles": ("", "photographs"),
        "categories": (Category("News"), Category("Kazakhstan")),
        "paths": (f"https://old.example/{number}", "/shared"),
        "lead_image": Picture(f"https://old.example/{number}.jpg", "A field", "A red field", "Me"),
        "pictures": (Picture("https://old.example/a.jpg"), Picture("https://old.example/b.jpg")),
        "body": f'<p>See <a href="https://old.example/{number + 1}">this</a>, {number}.</p>',
        "summary": f"Summary {number}.",
    }
    return record(number, **facts | overrides)


def changed(number, **overrides):
    """The same story with all of it another."""
    facts = {
        "headline": f"Another {number}",
        "tags": ("Other", "Common"),
        "authors": (f"Author {number}", "Zoe"),
        "author_roles": ("video", ""),
        "categories": (Category("Sport", parent=Category("Life")), Category("Tajikistan")),
        "paths": (f"https://old.example/{number}", f"/new/{number}"),
        "lead_image": None,
        "pictures": (Picture("https://old.example/c.jpg", "A lake"),),
        "body": f'<p>Changed, <a href="/{number - 1}">that</a>.</p>',
        "status": Status.DRAFT,
        "urgency": 3,
        "language": "ru",
    }
    return story(number, **facts | overrides)


def imported(*records, **options):
    return run(file_of(*records), **options)


def messages(job):
    return list(job.problems.filter(field="undo").values_list("message", flat=True))


@pytest.mark.usefixtures("small_batches")
def test_what_was_made_goes():
    make_article(
        headline="Ours", tags=[make_tag("Common")], authors=[make_author("Ann")], countries=["KZ"]
    )
    make_section("News")
    before = dump()
    job = imported(*(story(number) for number in range(1, 6)))
    assert dump() != before
    undo(job)
    assert dump() == before
    assert (job.state, job.finished_at is None) == (State.UNDONE, False)
    assert set(job.items.values_list("verdict", flat=True)) == {"undone"}
    assert is_sound()


def test_what_was_changed_is_as_it_was():
    first = imported(*(story(number) for number in range(1, 6)))
    before = dump()
    second = imported(story(1), changed(2), changed(3), story(4), story(9), changed(5))
    assert numbers_of(second) == (1, 3)
    undo(second)
    assert dump() == before
    assert is_sound()
    undo(first)
    assert not Article.objects.exists()
    assert not Tag.objects.exists()
    assert not Section.objects.exists()


def numbers_of(job):
    kinds = job.items.filter(kind="story").values_list("verdict", flat=True)
    return list(kinds).count("created"), list(kinds).count("updated")


def test_story_that_was_taken_back_is_there_again():
    imported(story(1), story(2))
    before = dump()
    job = imported(story(1, headline="Withdrawn", body="", status=Status.WITHDRAWN))
    assert Article.objects.filter(status=Article.Status.WITHDRAWN).exists()
    undo(job)
    assert dump() == before
    assert is_sound()


def test_import_that_was_undone_can_come_again():
    job = imported(story(1), story(2))
    before = dump()
    undo(job)
    assert numbers(write(story(1), story(2))[0]) == [2, 0, 0, 0, 0]
    again = dump()
    for there, here in ((before, again), (again, before)):
        del there["stories"]
        assert there["tags"] == here["tags"]
    assert [line.headline for line in Article.objects.order_by("pk")] == ["Story 1", "Story 2"]


def edits():
    """Each thing that an editor can change of a story alone, in the admin."""
    from tests.factories import make_image

    def column(name, value):
        def edit(article):
            setattr(article, name, value() if callable(value) else value)
            article.save()

        return pytest.param(edit, id=name)

    def tagged(article):
        article.tags.add(make_tag("Editor's"))

    def elsewhere(article):
        article.countries.add(Country.objects.get(code="UZ"))

    def nameless(article):
        article.bylines.all().delete()

    def in_another_role(article):
        article.bylines.filter(role="").update(role="video")

    def in_another_order(article):
        first = article.bylines.order_by("position").first()
        article.bylines.filter(pk=first.pk).update(position=9)

    others = (tagged, elsewhere, nameless, in_another_role, in_another_order)
    return [
        column("headline", "Edited"),
        column("slug", "edited"),
        column("summary", "Edited."),
        column("dateline", "OSH"),
        column("body", "<p>Edited.</p>"),
        column("section", lambda: make_section("Editor's")),
        column("language", "ky"),
        column("is_featured", True),
        column("lead_image", make_image),
        column("published_at", WHEN - timedelta(days=1)),
        column("modified_at", WHEN + timedelta(days=1)),
        column("withdraw_at", WHEN + timedelta(days=2)),
        column("embargo_until", WHEN - timedelta(days=2)),
        column("canonical_url", "https://elsewhere.example/"),
        column("status", "withdrawn"),
        column("urgency", 2),
        *(pytest.param(edit, id=edit.__name__) for edit in others),
    ]


def moved(article):
    article.paths.create(path="/an-editor-s")


def renamed(article):
    article.source, article.external_id = "Ours", "1"
    article.save()


@pytest.mark.parametrize("edit", [*edits(), moved, renamed])
def test_story_that_was_edited_since_is_left_and_told(edit):
    # Without a link to the one that goes.
    job = imported(story(1, body="<p>One.</p>"), story(2))
    article = Article.objects.get(headline="Story 1")
    edit(article)
    edited = dump()["stories"][:1]
    undo(job)
    assert dump()["stories"] == edited
    article.refresh_from_db()
    (message,) = messages(job)
    assert message == f"“{article.headline}” was changed since. It was left as it is."
    assert job.items.get(number=1).verdict == "created"
    if edit.__name__ != "tagged":
        assert not Tag.objects.filter(name="Tag 2").exists()
    assert is_sound()


@pytest.mark.parametrize("edit", [edit for edit in edits() if edit.id != "slug"])
def test_story_that_was_edited_since_is_kept_when_its_source_changes_it(edit):
    imported(story(1), story(2))
    article = Article.objects.get(headline="Story 1")
    edit(article)
    before = dump()
    assert numbers_of(imported(changed(1), story(2))) == (0, 0)
    assert dump() == before


@pytest.mark.parametrize("edit", [edit for edit in edits() if edit.id != "slug"])
def test_updated_story_that_was_edited_since_is_left(edit):
    imported(story(1), story(2))
    job = imported(changed(1, status=Status.PUBLISHED, urgency=3))
    edit(Article.objects.get(headline="Another 1"))
    edited = dump()
    undo(job)
    assert [message.endswith("It was left as it is.") for message in messages(job)] == [True]
    assert dump()["stories"] == edited["stories"]
    assert dump()["bylines"] == edited["bylines"]


def test_addresses_that_an_editor_gave_an_updated_story_stay():
    imported(story(1))
    job = imported(changed(1))
    Article.objects.get().paths.create(path="/an-editor-s")
    undo(job)
    assert messages(job) == []
    paths = set(Article.objects.get().paths.values_list("path", flat=True))
    assert paths == {"/1", "/shared", "/an-editor-s"}


def test_story_that_was_erased_since_is_told():
    job = imported(story(1), story(2))
    Article.objects.filter(headline="Story 1").delete()
    undo(job)
    assert not Article.objects.exists()
    assert messages(job) == ["This story is gone: there is nothing to take back."]


def test_story_that_a_later_import_changed_is_left():
    first = imported(story(1), story(2))
    imported(changed(1))
    undo(first)
    assert [article.headline for article in Article.objects.all()] == ["Another 1"]
    assert len(messages(first)) == 1


def test_imports_that_are_taken_back_from_the_last_leave_nothing():
    before = dump()
    jobs = [
        imported(story(1), story(2)),
        imported(changed(1), story(3)),
        imported(story(1, headline="Third"), changed(3)),
    ]
    for job in reversed(jobs):
        undo(job)
        assert messages(job) == []
    assert dump() == before


def test_undone_import_is_not_undone_again():
    job = imported(story(1))
    undo(job)
    imported(story(1))
    undo(job)
    assert Article.objects.count() == 1


def test_dry_run_leaves_nothing_to_take_back():
    """Nor what another import of the same file has made since."""
    job = imported(story(1), changed(2), until=State.REVIEW)
    imported(story(1), changed(2), quarantine=True)
    before = dump()
    undo(job)
    assert dump() == before
    assert messages(job) == []


def test_import_that_stopped_half_way_is_taken_back(monkeypatch):
    from articles.importing.writer.apply import Applier

    before, real = dump(), Applier.apply

    def stopped(self, first, *rest, **options):
        if first > 4:
            raise KeyboardInterrupt
        return real(self, first, *rest, **options)

    monkeypatch.setattr(Applier, "apply", stopped)
    with pytest.raises(KeyboardInterrupt):
        imported(*(story(number) for number in range(1, 9)), batch=2)
    job = ImportJob.objects.get()
    assert (job.state, Article.objects.count()) == (State.APPLYING, 4)
    undo(job)
    assert dump() == before
    assert messages(job) == []


@pytest.mark.usefixtures("small_batches")
def test_undo_that_failed_at_any_statement_goes_on():
    records = [story(number) for number in range(1, 5)]
    imported(*records)
    before = dump()
    job = imported(changed(1), *records[1:3], changed(4), story(5))
    stops = 0
    for number in range(4, 1_000, 7):
        with taken_back():
            try:
                with failing(number):
                    undo(ImportJob.objects.get(pk=job.pk))
            except OperationalError:
                stops += 1
            transaction.set_rollback(False)
            undo(ImportJob.objects.get(pk=job.pk))
            assert dump() == before, number
            assert messages(job) == []
        if stops * 7 + 4 <= number:
            break
    assert stops > 5


# What lies beside the stories


def test_links_of_earlier_stories_point_back_to_where_they_pointed():
    imported(story(1), story(2))
    before = dump()
    job = imported(story(3), story(4))
    assert "/articles/story-3/" in Article.objects.get(headline="Story 2").body
    undo(job)
    assert dump() == before
    assert OldLink.objects.get(article__headline="Story 2").new_href == ""
    imported(story(3))
    assert "/articles/story-3/" in Article.objects.get(headline="Story 2").body


def test_two_links_that_led_to_one_story_become_two_again():
    body = '<p><a href="/a">a</a> <a href="/?p=9">b</a> <a href="https://old.example/a">c</a></p>'
    imported(record(1, body=body))
    before = dump()
    job = imported(record(9, paths=("/a", "/?p=9")))
    assert Article.objects.get(headline="Story 1").body.count('"/articles/story-9/"') == 3
    undo(job)
    assert dump() == before


def test_edited_story_keeps_its_edits_when_its_link_is_taken_back():
    imported(story(2))
    job = imported(story(3))
    article = Article.objects.get(headline="Story 2")
    article.body += "<p>Edited.</p>"
    article.save()
    undo(job)
    article.refresh_from_db()
    assert 'href="https://old.example/3"' in article.body
    assert article.body.endswith("<p>Edited.</p>")


def test_pictures_by_number_come_back():
    imported(
        Attachment("7", Picture("https://old.example/7.jpg"), "line 1"),
        story(1, lead_image=Picture("https://attachment.invalid/7")),
    )
    before = dump()
    job = imported(changed(1))
    undo(job)
    assert dump() == before


def test_names_from_another_newsroom_go():
    make_tag("Railways", slug="railways")
    before = dump()
    countries = list(Country.objects.order_by("pk").values())
    job = imported(*FACETS, record(filed=FILED))
    assert TagAlias.objects.exists()
    undo(job)
    assert dump() == before
    assert list(Country.objects.order_by("pk").values()) == countries


def test_name_that_is_used_or_described_stays():
    job = imported(story(1, tags=("Used", "Described", "Unused")))
    Article.objects.all().delete()
    Tag.objects.filter(name="Described").update(description="Of use.")
    make_article(tags=[Tag.objects.get(name="Used")])
    undo(job)
    assert set(Tag.objects.values_list("name", flat=True)) == {"Used", "Described"}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_names_that_two_imports_use_go_with_the_last(order):
    before = dump()
    jobs = [imported(story(1)), imported(story(2))]
    for index in order:
        undo(jobs[index])
    assert dump() == before


def test_story_that_others_link_to_leaves_them_their_old_links():
    first = imported(record(3, paths=("/3",)))
    imported(record(1, body='<p><a href="/3">x</a></p>'))
    assert "/articles/story-3/" in Article.objects.get(headline="Story 1").body
    undo(first)
    assert Article.objects.get().body == '<p><a href="/3" rel="noopener">x</a></p>'
    imported(record(3, paths=("/3",), headline="New"))
    assert "/articles/new/" in Article.objects.get(headline="Story 1").body


def test_slug_that_somebody_took_at_the_last_moment_is_no_edit(monkeypatch):
    from articles.importing.writer.job import Runner

    def taking(runner, real=Runner._begin):
        make_article(headline="Ours", slug="story-1")
        real(runner)

    monkeypatch.setattr(Runner, "_begin", taking)
    job = imported(story(1), story(2))
    assert Article.objects.filter(slug="story-1-2", headline="Story 1").exists()
    undo(job)
    assert [article.headline for article in Article.objects.all()] == ["Ours"]
    assert messages(job) == []


def test_kept_story_makes_no_names():
    imported(story(1))
    Article.objects.update(headline="Edited")
    imported(changed(1))
    assert not Tag.objects.filter(name="Other").exists()


# Rates


def rate(value, day=1):
    return RateRecord("KGS", "USD", Decimal(value), date(2025, 12, day), f"line {value}")


def values():
    return [f"{value.normalize():f}" for value in Fixing.objects.values_list("value", flat=True)]


def test_rates_that_an_import_brought_go_and_those_from_before_stay():
    keeper = rates()
    imported(rate("1"), rates=keeper)
    job = imported(rate("1"), rate("2"), rate("3", 4), story(1), rates=keeper)
    assert sorted(values()) == ["1", "2", "3"]
    undo(job, rates=keeper)
    assert values() == ["1"]
    assert totals_of(job).rates == 0
    assert numbers(totals_of(job))[0] == 0
    undo(job, rates=keeper)
    assert values() == ["1"]


def test_rate_that_another_import_brought_too_goes_with_the_last():
    keeper = rates()
    first = imported(rate("1"), rate("5"), rates=keeper)
    second = imported(rate("1.0"), rates=keeper)
    undo(first, rates=keeper)
    assert values() == ["1"]
    undo(second, rates=keeper)
    assert values() == []


def test_rate_of_a_bank_stays():
    keeper = rates()
    job = imported(rate("1"), rates=keeper)
    fact = {"base": "KGS", "quote": "USD", "date": date(2025, 12, 1), "value": Decimal(1)}
    Fixing.objects.record(provider=Provider.NBKR, **fact)
    undo(job, rates=keeper)
    assert [fixing.provider for fixing in Fixing.objects.all()] == [Provider.NBKR]
