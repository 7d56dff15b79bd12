"""Tags: found without regard to accents, and merged into one."""

import pytest
from django.urls import reverse

from articles.models import Tag, TagAlias
from tests.articles.admin.posts import said
from tests.factories import make_article, make_tag

LIST = "/admin/articles/tag/"


def merge(client, *tags, **more):
    post = {"action": "merge", "_selected_action": [tag.pk for tag in tags]}
    return client.post(LIST, post | more)


def test_merge_first_asks_which_tag_to_keep(chief):
    response = merge(chief, make_tag("Rail"), make_tag("Railways"))
    assert response.status_code == 200
    page = response.content.decode()
    assert "Keep the tag" in page
    assert page.count('name="_selected_action"') == 2
    assert Tag.objects.count() == 2


def test_merge_moves_stories_and_leaves_aliases(chief):
    keep, first, second = make_tag("Railways"), make_tag("Rail"), make_tag("Trains")
    story = make_article(tags=[keep, first])
    other = make_article(tags=[second])
    response = merge(chief, first, second, target=keep.pk)
    assert said(response) == [
        "Merged “Rail”, “Trains” into “Railways”. The old names and addresses lead to it."
    ]
    assert list(Tag.objects.all()) == [keep]
    assert list(story.tags.all()) == list(other.tags.all()) == [keep]
    assert sorted(alias.slug for alias in keep.aliases.all()) == ["rail", "trains"]


def test_merge_keeps_the_target_that_was_ticked_too(chief):
    keep, other = make_tag("Railways"), make_tag("Rail")
    merge(chief, keep, other, target=keep.pk)
    assert list(Tag.objects.all()) == [keep]


def test_merge_of_a_tag_with_itself_does_nothing(chief):
    tag = make_tag("Rail")
    response = merge(chief, tag, target=tag.pk)
    assert said(response) == ["Only “Rail” was chosen: nothing to merge."]
    assert not TagAlias.objects.exists()


@pytest.mark.parametrize(
    ("target", "sentence"),
    [("", "Choose a tag."), ("999999", "Select a valid choice."), ("x", "Select a valid choice.")],
)
def test_merge_without_a_tag_to_keep_asks_again(chief, target, sentence):
    response = merge(chief, make_tag(), make_tag(), target=target)
    assert response.status_code == 200
    assert response.context["form"].errors["target"][0].startswith(sentence)
    assert Tag.objects.count() == 2


def test_merge_is_no_action_of_a_reporter(reporter):
    keep, other = make_tag(), make_tag()
    merge(reporter, other, target=keep.pk)
    assert Tag.objects.count() == 2


@pytest.mark.parametrize("typed", ["élections", "ELECTIONS", "vote"])
def test_tag_is_found_without_accents_and_by_its_other_names(reporter, typed):
    tag = make_tag("Élections")
    TagAlias.objects.create(tag=tag, name="Votes")
    make_tag("Rail")
    query = {"app_label": "articles", "model_name": "article", "field_name": "tags"}
    answer = reporter.get(reverse("admin:autocomplete"), query | {"term": typed}).json()
    assert [row["text"] for row in answer["results"]] == ["Élections"]


def test_tag_that_differs_only_in_accents_is_refused(editor, reporter):
    make_tag("Élections")
    reporter.post(f"{LIST}add/", {"name": "elections", "slug": "x"})
    response = reporter.post(f"{LIST}add/", {"name": "elections", "slug": "x"})
    assert response.context["adminform"].form.errors["name"] == [
        "There is the tag “Élections” already. Use that one."
    ]
