"""The story form: what it saves, what it refuses, and that nothing typed is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, ArticlePath
from tests.articles.admin.posts import ADD, change, errors_of, story_post
from tests.factories import make_article, make_author, make_section, make_tag

DRAFT = {"status": "draft", "published_at": None}


def test_new_story_is_saved_as_a_draft_of_its_writer(editor):
    response = editor.post(ADD, story_post(_continue=""))
    story = Article.objects.get()
    assert response["Location"] == change(story)
    assert (story.status, story.slug) == ("draft", "river-talks-resume")
    assert (story.created_by, story.updated_by) == (editor.user, editor.user)


def test_change_names_who_changed_and_keeps_who_began(editor):
    story = make_article(**DRAFT)
    editor.post(change(story), story_post(story, headline="Changed"))
    story.refresh_from_db()
    assert (story.headline, story.created_by, story.updated_by) == ("Changed", None, editor.user)


def test_filing_and_byline_are_saved_in_order(editor):
    section, tag = make_section(), make_tag()
    first, second = make_author("Zarina"), make_author("Aibek")
    post = story_post(section=section.pk, tags=[tag.pk], bylines=[first, second])
    editor.post(ADD, post)
    story = Article.objects.get()
    assert (story.section, list(story.tags.all())) == (section, [tag])
    assert [line.author for line in story.bylines.all()] == [first, second]


def test_old_address_is_stored_as_it_is_looked_up(editor):
    editor.post(ADD, story_post(paths=["https://old.example/2019/05/river/"]))
    assert ArticlePath.objects.get().path == "/2019/05/river"


def test_untouched_time_keeps_its_fraction_of_a_second(editor):
    moment = timezone.now().replace(microsecond=123456)
    story = make_article(published_at=moment)
    editor.post(change(story), story_post(story, headline="Other"))
    story.refresh_from_db()
    assert (story.headline, story.published_at) == ("Other", moment)


def test_times_are_typed_in_the_newsrooms_zone(editor):
    story = make_article(**DRAFT)
    editor.post(change(story), story_post(story, published_at="2026-05-12T09:00"))
    story.refresh_from_db()
    assert story.published_at.isoformat() == "2026-05-12T03:00:00+00:00"


def test_form_says_which_zone_its_times_are_in(editor):
    assert b"Asia/Bishkek (UTC+06:00)" in editor.get(ADD).content


def test_reporters_new_story_offers_their_name(reporter):
    author = make_author(user=reporter.user)
    assert f'<option value="{author.pk}" selected>' in reporter.get(ADD).content.decode()
    reporter.post(ADD, story_post(bylines=[author]))
    assert [line.author for line in Article.objects.get().bylines.all()] == [author]


def test_reporter_may_empty_the_offered_name(reporter):
    make_author(user=reporter.user)
    post = story_post() | {
        "bylines-TOTAL_FORMS": 1,
        "bylines-0-author": "",
        "bylines-0-position": "0",
    }
    assert reporter.post(ADD, post).status_code == 302
    assert not Article.objects.get().bylines.exists()


def test_body_is_cleaned_on_save(editor):
    editor.post(ADD, story_post(body="<p onclick=x>Text</p><script>x</script>"))
    assert Article.objects.get().body == "<p>Text</p>"


LONG = "x" * 300
BAD = [
    ({"headline": ""}, "headline", "The headline is missing. Write one."),
    (
        {"headline": LONG},
        "headline",
        "The headline has 300 characters; at most 200 fit. Shorten it.",
    ),
    ({"slug": "taken"}, "slug", "Another story has this slug already. Change it a little."),
    ({"body": ""}, "body", "The body is empty. Write the story before saving it."),
    ({"body": "<p></p>"}, "body", "The body has markup but no words. Write the story before"),
    ({"body": "<script>x</script>"}, "body", "The body has markup but no words."),
    ({"published_at": "9999-12-31T23:59"}, "published_at", "The year 9999 can't be meant."),
    ({"published_at": "0001-01-01T00:00"}, "published_at", "The year 1 can't be meant."),
    ({"withdraw_at": "9999-12-31T23:59:59"}, "withdraw_at", "The year 9999 can't be meant."),
    ({"embargo_until": "0001-01-01T00:00"}, "embargo_until", "The year 1 can't be meant."),
    ({"modified_at": "+10000-01-01T00:00"}, "modified_at", "Enter a valid date/time."),
    ({"published_at": "tomorrow"}, "published_at", "Enter a valid date/time."),
    (
        {"published_at": "2026-05-12T09:00", "withdraw_at": "2026-05-12T09:00"},
        "withdraw_at",
        "A story can only be withdrawn after its publication: choose a later time.",
    ),
    (
        {"published_at": "2026-05-12T09:00", "embargo_until": "2026-05-12T10:00"},
        "published_at",
        "The embargo ends later. Publish after it, or change it.",
    ),
    ({"headline": "A\x00B"}, "headline", "Null characters are not allowed."),
    ({"body": "<p>A\x00B</p>"}, "body", "Null characters are not allowed."),
    ({"section": "999999999999999999999"}, "section", "Select a valid choice."),
    ({"section": "1\x00"}, "section", "Null characters are not allowed."),
    ({"tags": ["x"]}, "tags", "“x” is not a valid value."),
    ({"canonical_url": "not an address"}, "canonical_url", "Enter a valid URL."),
]


@pytest.mark.parametrize(("typed", "field", "sentence"), BAD)
def test_bad_input_is_told_beside_its_field_and_nothing_is_lost(editor, typed, field, sentence):
    make_article(slug="taken")
    response = editor.post(ADD, story_post(**{"summary": "Kept as typed", **typed}))
    assert response.status_code == 200
    errors = errors_of(response)
    assert list(errors) == [field]
    assert len(errors[field]) == 1
    assert errors[field][0].startswith(sentence)
    page = response.content.decode()
    assert "Kept as typed" in page
    assert f'href="#id_{field}"' in page
    assert Article.objects.count() == 1


@pytest.mark.parametrize("field", ["headline", "summary", "slug", "dateline", "source"])
def test_half_a_surrogate_pair_does_no_harm(editor, field):
    """Browsers can't send one, but a program can; it arrives as a replacement character."""
    post = story_post(_continue="")
    body = "&".join(f"{name}={value}" for name, value in post.items() if name != field)
    body = body.encode() + f"&{field}=x".encode() + b"\xed\xa0\x80"
    response = editor.post(ADD, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code in (200, 302)


def test_relation_that_is_no_number_is_kept_out_of_the_database(editor):
    response = editor.post(ADD, story_post(lead_image="x", bylines=[make_author()]))
    assert errors_of(response)["lead_image"][0].startswith("Select a valid choice.")


def test_body_beyond_reason_is_refused_with_a_sentence(editor):
    response = editor.post(ADD, story_post(body="<p>" + "word " * 2_000_000 + "</p>"))
    assert response.status_code == 200
    assert errors_of(response) == {
        "body": ["The body has 10000007 characters of HTML; at most 1000000 fit. Split the story."]
    }


def test_author_twice_in_the_byline_is_told_on_the_second_row(editor):
    author = make_author("Aida Sultanova")
    response = editor.post(ADD, story_post(bylines=[author, author]))
    assert response.status_code == 200
    assert errors_of(response) == {
        "author": ["Aida Sultanova stands in the byline already. Remove one."]
    }


def test_author_removed_and_added_again_is_no_double(editor):
    author = make_author()
    story = make_article(authors=[author], **DRAFT)
    line = story.bylines.get()
    post = story_post(story) | {
        "bylines-TOTAL_FORMS": 2,
        "bylines-INITIAL_FORMS": 1,
        "bylines-0-id": line.pk,
        "bylines-0-article": story.pk,
        "bylines-0-author": author.pk,
        "bylines-0-position": 0,
        "bylines-0-DELETE": "on",
        "bylines-1-author": make_author().pk,
        "bylines-1-position": 1,
    }
    assert editor.post(change(story), post).status_code == 302
    assert story.bylines.get().author != author


def test_published_story_cannot_lose_its_time(editor):
    story = make_article()
    response = editor.post(change(story), story_post(story, published_at=""))
    assert errors_of(response) == {
        "published_at": ["A published story needs the time of its publication."]
    }


def test_old_address_that_is_taken_is_told(editor):
    ArticlePath.objects.create(path="/old", article=make_article())
    response = editor.post(ADD, story_post(paths=["/old/"]))
    assert errors_of(response) == {"path": ["This old address leads to a story already."]}


def test_slug_of_a_published_story_leaves_a_redirect(editor):
    story = make_article(slug="before")
    editor.post(change(story), story_post(story, slug="after"))
    assert ArticlePath.objects.get().path == "/articles/before"


def test_planned_time_in_the_past_is_allowed_for_old_stories(editor):
    moment = timezone.now() - timedelta(days=9000)
    response = editor.post(ADD, story_post(published_at=f"{moment:%Y-%m-%dT%H:%M}"))
    assert response.status_code == 302
