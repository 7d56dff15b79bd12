"""The archive in a database: as saving would leave it, and used again."""

import pytest

from articles.models import Article, Byline, Country, Tag
from tests.bench import corpus, load
from tests.factories import make_article


@pytest.fixture
def here(monkeypatch):
    """Rows are made in this process, which is quicker for so few."""
    monkeypatch.setattr(load, "made", lambda numbers, keys: [load.rows(numbers, keys)])


@pytest.mark.django_db
def test_loaded_stories_are_those_of_the_corpus(here):
    load.fill(corpus.numbers(5, dense=1))
    stories = list(Article.objects.published().order_by("pk"))
    assert [story.pk for story in stories] == [1, 2, 3, 4, 5, corpus.DENSE + 1]
    story, made = stories[3], corpus.story(3)
    assert (story.headline, story.slug, story.body) == (made.headline, made.slug, made.body)
    assert story.published_at == story.created_at == made.published
    assert story.section.name == corpus.SECTIONS[made.section]
    assert story.language == "en"
    names = [corpus.author_names()[place] for place in made.authors]
    assert [byline.author.name for byline in Byline.objects.filter(article=story)] == names
    assert {country.code for country in story.countries.all()} == {
        corpus.COUNTRIES[place] for place in made.countries
    }
    assert {tag.name for tag in story.tags.all()} == {
        corpus.tag_names()[place] for place in made.tags
    }


@pytest.mark.django_db
def test_loaded_story_is_as_saving_would_leave_it(here):
    load.fill([7])
    story = Article.objects.get()
    before = (story.headline, story.slug, story.body, story.body_text)
    story.full_clean()
    story.save()
    assert (story.headline, story.slug, story.body, story.body_text) == before


@pytest.mark.django_db
def test_next_story_has_a_key_of_its_own(here):
    load.fill([0, 1, 2])
    assert make_article().pk > 3


@pytest.mark.django_db
@pytest.mark.parametrize("triggers", [False, True])
def test_triggers_work_again_after_the_loading(here, triggers):
    from articles.models import Listed

    load.fill([0, 1], triggers=triggers)
    assert Listed.objects.filter(kind=0).count() == (2 if triggers else 0)
    story = make_article()
    assert Listed.objects.filter(article=story, kind=0).exists()


@pytest.mark.django_db
def test_addresses_are_those_of_rows(here, client):
    load.fill(corpus.numbers(8))
    facts = load.addresses(8, 0)
    assert facts["country"] == Country.objects.get(code="KG").get_absolute_url()
    assert facts["tag, sparse"] == Tag.objects.get(name="sparse").get_absolute_url()
    assert client.get(facts["story"]).status_code == 200
    assert [len(words) for words in facts["words"].values()] == [5, 5, 5]


@pytest.fixture
def acts(monkeypatch):
    """What is done to the database, instead of doing it."""
    done = []
    for name in ("fill", "derive", "tidy", "count_anew"):
        monkeypatch.setattr(load, name, lambda *args, act=name, **kwargs: done.append(act))
    monkeypatch.setattr(load, "addresses", lambda stories, dense: {"stories": stories})
    return done


@pytest.mark.django_db
def test_empty_database_is_filled(acts):
    assert load.archive(2) == {"stories": 2}
    assert acts == ["fill", "derive", "tidy", "count_anew"]


@pytest.mark.django_db
def test_archive_that_is_there_is_used_again(acts):
    make_article()
    load.archive(1)
    assert acts == ["count_anew"]
    load.archive(1, refresh=True)
    assert acts[1:] == ["derive", "tidy", "count_anew"]


@pytest.mark.django_db
def test_other_stories_than_wanted_are_not_touched(acts):
    make_article()
    with pytest.raises(SystemExit, match="^The database holds 1 stories, not 2"):
        load.archive(2)
    assert Article.objects.exists()
    assert not acts


@pytest.mark.django_db(transaction=True)
def test_own_database_with_half_an_archive_is_filled_anew(acts):
    make_article()
    load.archive(2, own=True)
    assert not Article.objects.exists()
    assert Country.objects.exists()
    assert acts[0] == "fill"


def test_rows_made_by_other_processes_come_in_order():
    keys = {"section": range(9), "authors": range(50), "tags": range(2_002)}
    chunks = list(load.made(corpus.numbers(2_500), keys | {"countries": range(40)}))
    first = [row[0] for tables in chunks for row in tables["articles"]]
    assert first == list(range(1, 2_501))
