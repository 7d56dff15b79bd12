"""The workflow's buttons and bulk actions: who is offered what, and that no text is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Transition
from tests.articles.admin.posts import ADD, LIST, change, errors_of, said, story_post
from tests.factories import make_article

DRAFT = {"status": "draft", "published_at": None}
REVIEW = {"status": "review", "published_at": None}


def press(client, story, verb, **typed):
    address = change(story) if story else ADD
    return client.post(address, story_post(story, _verb=verb, **typed))


def offered(client, story):
    page = client.get(change(story)).content.decode()
    verbs = ("submit", "send_back", "publish", "withdraw")
    return [verb for verb in verbs if f'name="_verb" value="{verb}"' in page]


@pytest.mark.parametrize(
    ("state", "verbs"),
    [
        ("draft", ["submit", "publish"]),
        ("review", ["send_back", "publish"]),
        ("published", ["withdraw"]),
        ("withdrawn", ["send_back"]),
    ],
)
def test_editor_is_offered_what_fits_the_state(editor, state, verbs):
    assert offered(editor, make_article(status=state)) == verbs


def test_reporter_is_offered_to_hand_in_their_draft_and_nothing_else(reporter):
    assert offered(reporter, make_article(created_by=reporter.user, **DRAFT)) == ["submit"]
    assert offered(reporter, make_article(created_by=reporter.user, **REVIEW)) == []


@pytest.mark.parametrize("verb", ["publish", "send_back", "withdraw", "shred"])
def test_verb_without_its_permission_is_refused(reporter, verb):
    story = make_article(created_by=reporter.user, **DRAFT)
    assert press(reporter, story, verb, note="x").status_code == 403
    assert Article.objects.get().status == "draft"


def test_submit_saves_what_was_typed_first(reporter):
    story = make_article(created_by=reporter.user, **DRAFT)
    response = press(reporter, story, "submit", headline="The last word")
    story.refresh_from_db()
    assert (story.headline, story.status) == ("The last word", "review")
    assert said(response) == ["Submitted for review."]
    assert (Transition.objects.get().verb, Transition.objects.get().by) == ("submit", reporter.user)


def test_publish_from_a_new_story_saves_and_publishes(editor):
    response = press(editor, None, "publish", headline="Straight out")
    story = Article.objects.get()
    assert (story.headline, story.is_public) == ("Straight out", True)
    assert said(response)[0].startswith("Published. <a href=")


def test_publish_ahead_says_when_in_the_newsrooms_zone(editor):
    story = make_article(**DRAFT)
    at = timezone.localtime() + timedelta(days=2)
    response = press(editor, story, "publish", published_at=f"{at:%Y-%m-%dT%H:%M}")
    assert said(response) == [
        f"Scheduled for {at.day} {at:%B %Y, %H:%M} (Asia/Bishkek). It will appear by itself."
    ]
    assert b"Scheduled" in editor.get(change(story)).content


@pytest.mark.parametrize(
    ("state", "verb", "sentence"),
    [
        ("review", "send_back", "Say in a note what the writer should do."),
        ("published", "withdraw", "Give the reason for withdrawing the story."),
    ],
)
def test_verb_without_its_note_is_told_and_the_text_is_kept(editor, state, verb, sentence):
    story = make_article(status=state)
    response = press(editor, story, verb, headline="Typed before", note="  ")
    assert response.status_code == 200
    assert errors_of(response) == {"note": [sentence]}
    assert "Typed before" in response.content.decode()
    assert Article.objects.get().status == state


def test_withdraw_keeps_the_reason_and_shows_it(editor):
    story = make_article()
    press(editor, story, "withdraw", note="A wrong figure")
    story.refresh_from_db()
    assert story.status == "withdrawn"
    assert Transition.objects.get().note == "A wrong figure"
    assert b"A wrong figure" in editor.get(change(story)).content


def test_publish_of_what_ends_before_it_starts_is_told_beside_the_field(editor):
    story = make_article(**DRAFT)
    past = timezone.localtime() - timedelta(days=1)
    response = press(editor, story, "publish", withdraw_at=f"{past:%Y-%m-%dT%H:%M}")
    assert list(errors_of(response)) == ["withdraw_at"]


def test_verb_that_came_too_late_still_saves_the_text(editor):
    """Somebody else published the story while this editor had the draft open."""
    story = make_article(headline="Before")
    response = press(editor, story, "publish", headline="Typed meanwhile")
    assert response.status_code == 302
    assert said(response) == [
        "Saved, but not published. “Typed meanwhile” can't be published: it is published now."
    ]
    assert Article.objects.get().headline == "Typed meanwhile"


def test_embargo_ahead_stops_publishing_with_a_sentence(editor):
    story = make_article(**DRAFT)
    ahead = timezone.localtime() + timedelta(days=1)
    response = press(editor, story, "publish", embargo_until=f"{ahead:%Y-%m-%dT%H:%M}")
    assert Article.objects.get().status == "draft"
    assert "The embargo ends later." in str(said(response)) + str(errors_of_or_none(response))


def errors_of_or_none(response):
    return errors_of(response) if response.status_code == 200 else None


# Many at once


def choose(client, action, *stories, **more):
    chosen = {"action": action, "_selected_action": [story.pk for story in stories]}
    return client.post(LIST, chosen | more)


def test_bulk_publish_tells_of_each_story_that_it_could_not(editor):
    good, bad = make_article(headline="Good", **REVIEW), make_article(headline="Out already")
    response = choose(editor, "publish_chosen", good, bad)
    assert said(response) == [
        "“Out already”: “Out already” can't be published: it is published now.",
        "Published: “Good”.",
    ]
    assert Article.objects.get(headline="Good").is_public


def test_bulk_submit_leaves_what_is_not_theirs(reporter):
    mine = make_article(headline="Mine", created_by=reporter.user, **DRAFT)
    other = make_article(headline="Other", **DRAFT)
    response = choose(reporter, "submit_chosen", mine, other)
    assert said(response) == [
        "“Other” is not yours to change now.",
        "Submitted for review: “Mine”.",
    ]
    other.refresh_from_db()
    assert other.status == "draft"


def test_bulk_publish_is_no_action_of_a_reporter(reporter):
    story = make_article(created_by=reporter.user, **DRAFT)
    choose(reporter, "publish_chosen", story)
    assert Article.objects.get().status == "draft"
    assert b"publish_chosen" not in reporter.get(LIST).content


def test_bulk_action_has_a_bound(editor, monkeypatch):
    monkeypatch.setattr("articles.admin.verbs.AT_ONCE", 1)
    make_article(**DRAFT)
    story = make_article(**DRAFT)
    response = choose(editor, "publish_chosen", story, select_across="1")
    assert said(response) == ["Choose at most 1 stories at a time. Nothing changed."]
    assert not Article.objects.published().exists()


def test_history_names_the_steps(editor):
    story = make_article(**DRAFT)
    press(editor, story, "submit")
    press(editor, story, "send_back", note="Name the source")
    page = editor.get(f"/admin/articles/article/{story.pk}/history/").content.decode()
    assert "Submit for review" in page
    assert "Name the source" in page
