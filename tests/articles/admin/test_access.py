"""Who may see and change which story: asked on every endpoint of the desk."""

import pytest
from django.urls import reverse

from articles.models import Article
from tests.articles.admin.posts import ADD, LIST, change, story_post
from tests.factories import make_article, make_author, make_user

DRAFT = {"status": "draft", "published_at": None}
REVIEW = {"status": "review", "published_at": None}


def may_save(client, story):
    answer = client.post(change(story), story_post(story, headline="Changed", _continue=""))
    return answer.status_code == 302 and Article.objects.get(pk=story.pk).headline == "Changed"


def test_reporter_changes_a_draft_they_began(reporter):
    assert may_save(reporter, make_article(created_by=reporter.user, **DRAFT))


def test_reporter_changes_a_draft_that_bears_their_name(reporter):
    author = make_author(user=reporter.user)
    story = make_article(authors=[author], **DRAFT)
    line = story.bylines.get()
    post = story_post(story, headline="Changed") | {
        "bylines-TOTAL_FORMS": 1,
        "bylines-INITIAL_FORMS": 1,
        "bylines-0-id": line.pk,
        "bylines-0-article": story.pk,
        "bylines-0-author": author.pk,
        "bylines-0-position": 0,
    }
    assert reporter.post(change(story), post).status_code == 302


@pytest.mark.parametrize("state", ["review", "published", "withdrawn"])
def test_reporter_only_reads_a_story_that_was_handed_in(reporter, state):
    story = make_article(status=state, created_by=reporter.user)
    assert not may_save(reporter, story)
    page = reporter.get(change(story)).content.decode()
    assert "Read only" in page
    assert 'name="_continue"' not in page
    assert 'name="headline"' not in page


def test_text_typed_while_the_story_was_handed_in_is_not_lost(reporter):
    story = make_article(created_by=reporter.user, **DRAFT)
    story.submit(by=make_user())
    body = "<p>A <strong>night's</strong> work</p><script>alert(1)</script>"
    post = story_post(story, headline="New <words>", body=body, _continue="")
    answer = reporter.post(change(story), post)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "it is in review. Nothing was saved." in page
    assert "New &lt;words&gt;" in page
    assert "<p>A <strong>night's</strong> work</p>" in page
    assert "alert(1)" not in page
    story.refresh_from_db()
    assert story.headline != "New <words>"


def test_reporter_only_reads_what_is_not_theirs(reporter):
    story = make_article(created_by=make_user(), **DRAFT)
    assert reporter.get(change(story)).status_code == 200
    assert not may_save(reporter, story)


def test_text_that_is_only_read_is_text_and_not_markup(reporter):
    story = make_article(body="<p>Read <strong>me</strong></p>", **REVIEW)
    assert "<p>Read <strong>me</strong></p>" in reporter.get(change(story)).content.decode()


@pytest.mark.parametrize("state", ["draft", "review", "published", "withdrawn"])
def test_editor_changes_every_story(editor, state):
    assert may_save(editor, make_article(status=state))


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["reporter", "editor"])
def test_only_the_chief_deletes(request, role):
    client, story = request.getfixturevalue(role), make_article(**DRAFT)
    address = reverse("admin:articles_article_delete", args=[story.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [story.pk], "post": "yes"}
    client.post(LIST, chosen)
    assert Article.objects.filter(pk=story.pk).exists()


def test_chief_deletes(chief):
    story = make_article(**DRAFT)
    chief.post(reverse("admin:articles_article_delete", args=[story.pk]), {"post": "yes"})
    assert not Article.objects.exists()


def test_reporter_has_no_old_addresses_to_change(reporter):
    story = make_article(created_by=reporter.user, **DRAFT)
    assert 'name="paths-TOTAL_FORMS"' not in reporter.get(change(story)).content.decode()
    assert reporter.get(reverse("admin:articles_articlepath_changelist")).status_code == 403


@pytest.mark.parametrize("name", ["change", "history", "preview", "delete"])
def test_staff_without_a_role_see_no_story(client, db, name):
    client.force_login(make_user())
    story = make_article(**DRAFT)
    assert client.get(reverse(f"admin:articles_article_{name}", args=[story.pk])).status_code == 403
    assert client.get(LIST).status_code == 403
    assert client.get(ADD).status_code == 403


@pytest.mark.parametrize("field", ["section", "countries", "tags", "lead_image"])
def test_autocomplete_asks_for_the_permission_to_see(client, reporter, db, field):
    query = {"app_label": "articles", "model_name": "article", "field_name": field, "term": "a"}
    address = reverse("admin:autocomplete")
    assert reporter.get(address, query).status_code == 200
    client.force_login(make_user())
    assert client.get(address, query).status_code == 403


def test_autocomplete_survives_a_null_character(reporter):
    query = {"app_label": "articles", "model_name": "article", "field_name": "tags"}
    answer = reporter.get(reverse("admin:autocomplete"), query | {"term": "a\x00b"})
    assert (answer.status_code, answer.json()["results"]) == (200, [])


def test_logins_are_found_only_by_who_may_see_them(editor, chief):
    query = {"app_label": "articles", "model_name": "author", "field_name": "user", "term": "c"}
    editor.force_login(make_user(role="Editor"))
    assert editor.get(reverse("admin:autocomplete"), query).status_code == 403
    page = editor.get(reverse("admin:articles_author_add")).content.decode()
    assert 'name="user"' not in page


# Preview


def preview(story):
    return reverse("admin:articles_article_preview", args=[story.pk])


def test_preview_shows_a_draft_as_the_public_page_would(reporter):
    story = make_article(headline="Not out yet", body="<p>The secret.</p>", **DRAFT)
    response = reporter.get(preview(story))
    assert response.status_code == 200
    assert "articles/story.html" in [template.name for template in response.templates]
    assert b"The secret." in response.content


def test_preview_is_kept_from_caches_and_search_engines(editor):
    response = editor.get(preview(make_article(**DRAFT)))
    assert response["X-Robots-Tag"] == "noindex"
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


def test_preview_sends_strangers_to_sign_in(client, db):
    response = client.get(preview(make_article(**DRAFT)))
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


def test_preview_of_no_story_is_404(editor):
    assert editor.get(reverse("admin:articles_article_preview", args=[404])).status_code == 404


def test_link_to_the_site_is_there_only_when_readers_see_the_story(editor):
    draft, public = make_article(**DRAFT), make_article()
    assert "View on site" not in editor.get(change(draft)).content.decode()
    assert f'href="{public.get_absolute_url()}"' in editor.get(change(public)).content.decode()


def test_preview_of_what_is_typed_keeps_nothing(editor):
    story = make_article(headline="Saved before", **DRAFT)
    author = make_author("Zarina Alieva")
    post = story_post(story, headline="Typed since", bylines=[author], _verb="publish")
    response = editor.post(preview(story), post)
    assert response.status_code == 200
    assert "Typed since" in response.content.decode()
    assert "Zarina Alieva" in response.content.decode()
    assert response["X-Robots-Tag"] == "noindex"
    story.refresh_from_db()
    assert (story.headline, story.status) == ("Saved before", "draft")
    assert not story.bylines.exists()


def test_preview_of_what_can_not_be_saved_says_so(editor):
    story = make_article(**DRAFT)
    response = editor.post(preview(story), story_post(story, body=""))
    assert response.status_code == 422
    assert response.content.startswith(b"The story can't be shown like this.")


def test_preview_of_what_is_typed_is_for_who_may_type(reporter):
    story = make_article(**REVIEW)
    assert reporter.post(preview(story), story_post(story)).status_code == 403
