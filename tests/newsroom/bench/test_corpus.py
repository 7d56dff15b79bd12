"""The made-up archive: its texts, its words, and what it is filed under."""

import re
from collections import Counter

import pytest

from articles import html
from tests.bench import corpus, load

STORIES = [corpus.story(number) for number in range(1_000)]


def share(word):
    holding = [story for story in STORIES if re.search(rf"\b{word}\b", story.body_text.lower())]
    return len(holding) / len(STORIES)


def test_story_depends_on_its_number_alone():
    before = corpus.story(41)
    assert corpus.story(42) == STORIES[42] != before
    assert corpus.story(41) == before


def test_small_archive_is_the_beginning_of_a_large_one():
    assert corpus.numbers(1_000)[:10] == corpus.numbers(10)
    assert corpus.numbers(10, dense=2) == [*range(10), corpus.DENSE, corpus.DENSE + 1]


def test_vocabulary_begins_with_english_and_has_no_word_twice():
    words = corpus.vocabulary()
    assert words[:3] == ["the", "of", "and"]
    assert len(words) == len(set(words)) == corpus.WORDS
    assert len(set(corpus.tag_names())) == corpus.TAGS + 2
    assert len(set(corpus.author_names())) == corpus.AUTHORS


def test_bodies_have_three_kilobytes_in_five_to_seven_paragraphs():
    assert {len(story.paragraphs) for story in STORIES} == {5, 6, 7}
    length = sum(len(story.body_text) for story in STORIES) / len(STORIES)
    assert 2_800 < length < 3_200


def test_text_is_what_the_site_makes_of_the_body():
    for story in STORIES[:50]:
        assert story.body_text == html.to_text(story.body)
        assert story.body == html.clean(story.body)


def test_headlines_have_eighty_letters_and_no_function_words():
    lengths = [len(story.headline) for story in STORIES]
    assert 76 <= sum(lengths) / len(lengths) <= 84
    assert max(lengths) <= 200
    used = {word for story in STORIES for word in story.headline.lower().split()}
    assert not used & set(corpus.ENGLISH)


def test_slugs_are_slugs_and_each_is_its_own():
    slugs = {story.slug for story in STORIES}
    assert len(slugs) == len(STORIES)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*-\d+", slug) for slug in slugs)


@pytest.mark.parametrize(("kind", "low", "high"), [("common", 0.2, 0.3), ("middle", 0.05, 0.11)])
def test_words_to_search_for_are_as_common_as_they_say(kind, low, high):
    assert low < share(corpus.vocabulary()[load.WORDS[kind]]) < high


def test_rare_word_is_rare():
    assert share(corpus.vocabulary()[load.WORDS["rare"]]) < 0.03


def test_filing_has_the_numbers_of_an_archive():
    assert {len(story.authors) for story in STORIES} == {1, 2}
    assert {len(story.countries) for story in STORIES} == {1, 2, 3}
    assert {len(story.tags) for story in STORIES} == {3, 4}
    for kind in ("authors", "countries", "tags"):
        assert all(len(set(getattr(s, kind))) == len(getattr(s, kind)) for s in STORIES)


def test_some_tags_are_much_commoner_than_others():
    uses = Counter(tag for story in STORIES for tag in story.tags)
    assert uses[0] > 30
    assert len([tag for tag, count in uses.items() if count == 1]) > 200


def test_stories_are_spread_over_ten_years():
    years = Counter(story.published.year for story in STORIES)
    assert sorted(years) == list(range(2015, 2025))
    assert min(years.values()) > 60


def test_sparse_tag_has_ten_stories_in_ten_years():
    numbers = [n for n in range(20_000) if corpus.SPARSE_TAG in corpus._special_tags(n)]
    assert len(numbers) == 10
    assert len({corpus.story(number).published.year for number in numbers}) > 3


def test_dense_day_has_one_moment_and_a_tag():
    stories = [corpus.story(corpus.DENSE + number) for number in range(3)]
    assert {story.published for story in stories} == {corpus.DENSE_MOMENT}
    assert all(corpus.DENSE_TAG in story.tags for story in stories)
    assert len({story.headline for story in stories}) == 3
