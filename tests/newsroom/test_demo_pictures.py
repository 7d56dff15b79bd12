"""The drawn lead pictures: sizes, weights, words, and the same bytes every time."""

from io import BytesIO

import pytest
from PIL import Image, ImageStat

from newsroom.demo import grammar, stories
from newsroom.demo.pictures import CREDIT, PICTURES, draw


@pytest.fixture(scope="module")
def drawn():
    return {key: draw(key) for key in PICTURES}


def test_pictures_are_jpeg_of_four_by_three_and_light(drawn):
    assert len(drawn) >= 48
    for key, data in drawn.items():
        with Image.open(BytesIO(data)) as picture:
            assert (picture.format, picture.size) == ("JPEG", (1200, 900)), key
        assert 20_000 <= len(data) <= 90_000, key


def test_pictures_are_all_different_and_none_is_empty(drawn):
    assert len(set(drawn.values())) == len(drawn)
    for key, data in drawn.items():
        with Image.open(BytesIO(data)) as picture:
            assert max(ImageStat.Stat(picture.convert("L")).stddev) > 12, key


def test_picture_is_the_same_each_time_it_is_drawn(drawn):
    assert draw("shyrdak-red") == drawn["shyrdak-red"]
    assert draw("steppe-storm") == drawn["steppe-storm"]


def test_pictures_are_described_for_those_who_do_not_see_them():
    alts = [words.alt for words in PICTURES.values()]
    assert len(set(alts)) == len(alts)
    assert all(30 <= len(alt) <= 125 and not alt.endswith(".") for alt in alts)
    assert all(words.caption.endswith(".") for words in PICTURES.values())
    assert {words.credit for words in PICTURES.values()} == {CREDIT}


def test_stories_ask_only_for_pictures_that_there_are():
    asked = {key for frame in grammar.load() for key in frame.images}
    asked |= {piece.image for piece in stories.load()}
    assert asked <= set(PICTURES)
