"""A story without fault is the very same string, and a hostile one takes no longer than it may."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.hygiene import DOUBTFUL, Kind, examine, repaired
from articles.importing.hygiene.finding import counted, listed, quoted

from .stories import SITE, STORY, kinds

SIZE = 200_000


@pytest.mark.parametrize(
    "body",
    [
        "",
        "plain words, and nothing hidden",
        STORY,
        f"<!-- wp:paragraph -->{STORY}<!-- /wp:paragraph -->",
        '<p style="text-align: left">It’s <a href="https://example.org/">linked</a> — “so”.</p>',
        '<p>Президент <em>Кыргызстана</em>: «Ёлки»</p><img src="/a.jpg" width="100" alt="">',
        '<form><svg><path d="M0 0"></path></svg></form>',
        "<p>unclosed <b>tags & stray < signs",
    ],
)
def test_a_story_without_fault_is_the_same_string(body):
    examined = examine(body, SITE)
    assert examined.body is body
    assert examined.findings == ()


def test_all_that_is_found_is_told_once_a_kind():
    body = (
        '<p><a href="http://x.example/">online casino</a></p>'
        f"{STORY}<p>cafÃ©\x03 \ufffd</p><p hidden>secret words</p>"
        '<p style="color:white">pale words</p><script>evil()</script>'
        '<script>gtag()</script><img src="http://x.example/c.gif" width="1" height="1">'
    )
    examined = examine(body, f"www.{SITE}")
    assert examined.body == f"{STORY}<p>café \ufffd</p>"
    assert sorted(kinds(examined)) == sorted(
        {Kind.SPAM, Kind.HIDDEN, Kind.SCRIPT, Kind.TRACKING}
        | {Kind.MOJIBAKE, Kind.CONTROL, Kind.UNREADABLE}
    )


def test_what_is_clean_stays_clean():
    body = '<p><a href="http://x.example/">online casino</a></p><p hidden>a b</p>' + STORY
    once = examine(body, SITE).body
    assert examine(once, SITE).body is once


def test_some_kinds_ask_for_an_editor():
    assert Kind.SPAM in DOUBTFUL
    assert Kind.TRACKING not in DOUBTFUL


HOSTILE = {
    "open links": "<a " * (SIZE // 3),
    "open styles": '<p style="' * (SIZE // 10),
    "open attributes": "<a " + "href=x " * (SIZE // 7),
    "boxes": "<div>" * (SIZE // 5),
    "hidden boxes": '<div style="display:none">' * (SIZE // 26),
    "hidden signs": "<i aria-hidden=true>" * (SIZE // 20),
    "noscripts": "<noscript>" * (SIZE // 10) + "<img src=x>",
    "scripts": "<script>" * (SIZE // 8),
    "pale": "<font color=white>x" * (SIZE // 19),
    "casinos": '<a href="http://c.example/">online casino</a> ' * (SIZE // 46),
    "paragraphs": '<p><a href="http://c.example/">casino online</a></p>' * (SIZE // 52) + STORY,
    "lists": "<ul><li>" * (SIZE // 8) + "<a href=http://c.example>casino</a>",
    "no sense": "?? " * (SIZE // 3) + "\ufffd" * SIZE,
    "one word": "a" * SIZE + "\ufffd",
    "garbled": "Ð¿Ñ€Ð¸Ð²ÐµÑ‚ " * (SIZE // 13),
    "entities": "&acirc;&euro;&trade;" * (SIZE // 20),
    "spaces": "<b>" + "\xa0" * SIZE,
    "empty": "<b>" * (SIZE // 7) + "</b>" * (SIZE // 7),
    "braces": "{loadposition " * (SIZE // 14),
    "word": "/* Style Definitions */" * (SIZE // 23),
    "pixels": "<img width=1>" * (SIZE // 13),
    "data": '<img src="data:image/png;base64,' + "A" * SIZE,
    "signs": "<" * SIZE + ">" * SIZE + "&" * SIZE,
    "comments": "<!--" * (SIZE // 4),
    "halves": "\ud83d" * SIZE,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_story_takes_its_length(body):
    started = time.process_time()
    examine(body).body.encode()
    repaired(body)[0].encode()
    # In the quiet it is a fifth of a second.
    assert time.process_time() - started < 8


FRAGMENTS = st.sampled_from(
    [
        *("<p>", "</p>", "<a href='http://casino.example'>", "</a>", "online casino", "<script>"),
        *("</script>", "<div hidden>", "</div>", "<img src=x width=1>", "<p style='", "'>", "<!--"),
        *(
            "-->",
            "\x00",
            "\ud800",
            "Ð¿Ñ€",
            "&acirc;&euro;",
            "<noscript>",
            "</noscript>",
            "{tab",
            "}",
        ),
        *("<td>", "<table>", "<b>", "text. ", "<font color=white>", "<iframe src='//x'>", "<xml>"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(FRAGMENTS | st.text(max_size=5), max_size=25).map("".join))
def test_any_markup_is_looked_through(body):
    examine(body, SITE).body.encode()


def test_findings_quote_in_few_words():
    assert quoted(" a\n b ") == "“a b”"
    assert quoted("x" * 100) == f"“{'x' * 79}…”"
    assert listed(["a", "a", "b"]) == "a, b"
    assert listed(list("abcde")) == "a, b, c and 2 more"
    assert (counted(1, "link", "links"), counted(2, "link", "links")) == ("1 link", "2 links")
