"""Spans between an opening and its closing mark."""

import re

import pytest

from articles.importing.spans import (
    end_tag,
    replaced,
    with_comments,
    without_comments,
    without_scripts,
)

TAG = re.compile(r"<(\w+)>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <b>one</b> c", "a [b:one] c"),
        ("<b>one</B ><i>two</i>", "[b:one][i:two]"),
        ("<b>one<b>two</b>three</b>", "[b:one<b>two]three</b>"),
        ("<b>one <i>two</i>", "<b>one [i:two]"),
        ("<b>one</i>", "<b>one</i>"),
        ("", ""),
    ],
)
def test_span_ends_at_the_first_mark_that_closes_it(text, expected):
    found = replaced(text, TAG, end_tag, lambda opened, inner: f"[{opened[1]}:{inner}]")
    assert found == expected


def test_comments_and_scripts_go_with_what_they_hold():
    assert without_comments("a<!-- <b> -->b<!---->c<!-- open") == "abc<!-- open"
    assert without_scripts("a<SCRIPT src=x>1</script>b<style>p</style>c<script>d") == "abc<script>d"


def test_comment_is_replaced_by_what_is_said_of_it_and_of_its_end():
    text = "a<!--b-->c<!--->d<!-- e -->"
    assert with_comments(text, lambda inner, end: f"[{inner}:{text[end:]}]") == (
        "a[b:c<!--->d<!-- e -->]c[->d<!-- e :]"
    )
    assert with_comments("no comment", lambda inner, end: "x") == "no comment"
