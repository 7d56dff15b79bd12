"""The table of transitions, its verbs, and the gate to the public."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.models import Article, InvalidTransition, Transition
from articles.models.workflow import TRANSITIONS, Status
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

ARGUMENTS = {"send_back": {"note": "More sources"}, "withdraw": {"reason": "Wrong figures"}}


@pytest.mark.parametrize(("verb", "status"), list(product(TRANSITIONS, Status)))
def test_verb_is_allowed_just_where_the_table_says(verb, status):
    article, user = make_article(status=status), make_user()
    step = TRANSITIONS[verb]
    if status in step.sources:
        getattr(article, verb)(by=user, **ARGUMENTS.get(verb, {}))
        article.refresh_from_db()
        assert (article.status, article.updated_by) == (step.target, user)
        assert Transition.objects.get().verb == verb
    else:
        with pytest.raises(InvalidTransition) as error:
            getattr(article, verb)(by=user, **ARGUMENTS.get(verb, {}))
        assert f"it is {status.label.lower()} now" in error.value.message
        article.refresh_from_db()
        assert article.status == status
        assert not Transition.objects.exists()


def test_publish_takes_the_time_given_else_planned_else_now():
    planned = timezone.now() - timedelta(days=3)
    article = make_article(status="draft")
    article.publish(by=None)
    assert timezone.now() - article.published_at < timedelta(seconds=5)
    article = make_article(status="draft", published_at=planned)
    article.publish(by=None)
    assert article.published_at == planned
    article = make_article(status="draft", published_at=planned)
    article.publish(by=None, at=planned + timedelta(days=1))
    assert article.published_at == planned + timedelta(days=1)


def test_refused_publication_leaves_the_story_as_it_was():
    article = make_article(status="draft")
    article.body = ""
    with pytest.raises(ValidationError):
        article.publish(by=None)
    assert article.published_at is None
    article.refresh_from_db()
    assert article.status == Status.DRAFT
    assert article.body


def test_second_press_of_a_button_is_refused():
    article = make_article(status="draft")
    copy = Article.objects.get(pk=article.pk)
    article.submit(by=None)
    with pytest.raises(InvalidTransition):
        copy.submit(by=None)


@pytest.mark.parametrize(("verb", "argument"), [("send_back", "note"), ("withdraw", "reason")])
def test_verb_that_needs_words_refuses_without(verb, argument):
    status = TRANSITIONS[verb].sources[0]
    with pytest.raises(InvalidTransition):
        getattr(make_article(status=status), verb)(by=None, **{argument: "  "})


def test_embargo_holds_publication_back():
    article = make_article(status="draft", embargo_until=timezone.now() + timedelta(hours=1))
    with pytest.raises(ValidationError) as error:
        article.publish(by=None)
    assert "embargo" in " ".join(error.value.messages)


def test_transition_says_what_happened():
    user = make_user("aigul")
    article = make_article()
    article.withdraw(by=user, reason="Wrong figures")
    step = article.transitions.get()
    assert str(step) == "withdrawn by aigul"
    assert step.note == "Wrong figures"


TIMES = [None, timedelta(hours=-2), timedelta(hours=-1), timedelta(hours=1), timedelta(hours=2)]


def test_property_and_query_agree_on_what_is_public():
    now = timezone.now()
    for status, published, withdrawn in product(Status, TIMES, TIMES):
        if status == Status.PUBLISHED and published is None:
            continue
        if published and withdrawn and withdrawn <= published:
            continue
        make_article(
            status=status,
            published_at=published and now + published,
            withdraw_at=withdrawn and now + withdrawn,
        )
    public = set(Article.objects.published().values_list("pk", flat=True))
    assert public == {article.pk for article in Article.objects.all() if article.is_public}
    assert 0 < len(public) < Article.objects.count()
    gone = [article for article in Article.objects.all() if article.is_gone]
    assert not public & {article.pk for article in gone}
    assert {article.status for article in gone} == {Status.PUBLISHED, Status.WITHDRAWN}


def test_scheduled_story_appears_by_itself(time_machine):
    due = timezone.now() + timedelta(hours=1)
    article = make_article(published_at=due)
    assert article.is_scheduled
    assert not Article.objects.published().exists()
    time_machine.move_to(due + timedelta(seconds=1))
    assert Article.objects.published().get() == article
    assert not article.is_scheduled
