"""Injected links go; a story about casinos keeps its own."""

import pytest

from articles.importing.hygiene import examine
from articles.importing.hygiene.spam import host_of
from articles.importing.hygiene.vocabulary import SUSPECT, TRADES, folded

from .stories import FIRST, SECOND, SITE, STORY, kinds, link, only

ADVERTISED = (
    "online casino",
    "Best Online Casino Games",
    "casino utan svensk licens",
    "онлайн казино Вулкан",
    "игровые автоматы на деньги",
    "ставки на спорт",
    "slot gacor hari ini",
    "situs judi online",
    "free spins no deposit",
    "sports betting tips",
    "1xBet",
    "best саsin0 online",
    "buy cheap viagra online",
    "v1agra without prescription",
    "generic Cialis",
    "Canadian pharmacy",
    "купить виагру",
    "free porn videos",
    "проститутки Алматы вызвать",
    "payday loans",
    "bad credit loans",
    "микрозаймы онлайн",
    "essay writing service",
    "write my essay",
    "курсовые работы на заказ",
    "replica watches",
    "cheap NFL jerseys",
    "Louis Vuitton outlet",
    "binary options broker",
    "buy backlinks",
)
HOSTS = (
    "best-casino.example",
    "pokerking.example",
    "1xbet.example",
    "xn--80aodfsg.example",
    "viagra-store.example",
    "onlinepharmacy.example",
    "freeporn.example",
    "payday4you.example",
    "essaypro.example",
    "replicarolex.example",
)
INNOCENT = (
    f"He owns {link('a casino in Macau', 'example.org')}.",
    f"See {link('Alphabet', 'www.alphabet.example')} in Tibet.",
    f"A {link('diplomat', 'diplomat.example')} of the judiciary.",
    f"It took a {link('loan', 'www.imf.example')}.",
    f"The {link('judicial reform', 'judicial.example')}.",
    f"Read {link('online casino bans', 'www.reuters.com')} here.",
    'Read <a href="/2019/casino">Best online casino</a>.',
    f"Read {link('Best online casino', f'www.{SITE}')}.",
    f"Read {link('Best online casino', f'old.{SITE}')}.",
    'Write to <a href="mailto:casino@casino.example">us</a>.',
    link("Telegram", "t.me") + link("Facebook", "facebook.com") + link("X", "twitter.com"),
    "Sources: " + ", ".join(link(name, f"{name}.example") for name in "abcd"),
)
CASINO = link("casino", "kapchagay-casino.example")
ABOUT_CASINOS = (
    f"<p>Casinos in Almaty will move to Kapchagay. {link('The casino', 'tengrinews.kz')} owners "
    f"protested.</p><p>The law bans a {CASINO} in cities. {link('Online casino sites')} are "
    "blocked, as is gambling at home.</p>"
)
ABOUT_VIAGRA = (
    "<p>The maker of Viagra sued a maker of pills in Almaty. It sells "
    f"{link('Viagra')} without a licence, and Viagra is a name.</p>"
)


@pytest.mark.parametrize("words", ADVERTISED)
def test_a_link_that_advertises_goes_with_its_paragraph(words):
    body = f'<p><a href="http://x.example/">{words}</a></p>{STORY}'
    examined = examine(body, SITE)
    assert examined.body == STORY
    assert only(examined, "spam").startswith("Injected and removed: the paragraph “")


@pytest.mark.parametrize("host", HOSTS)
def test_a_link_to_a_site_that_advertises_goes_and_its_word_stays(host):
    body = STORY.replace("farmers", f'<a href="http://{host}/x">farmers</a>')
    examined = examine(body, SITE)
    assert examined.body == STORY
    assert "the link “farmers” (" in only(examined, "spam")


@pytest.mark.parametrize("paragraph", INNOCENT)
@pytest.mark.parametrize("place", ["<p>%s</p>" + STORY, STORY + "<p>%s</p>"])
def test_honest_links_stay(paragraph, place):
    body = place % paragraph
    examined = examine(body, SITE)
    assert examined.body is body
    assert examined.findings == ()


@pytest.mark.parametrize(
    "body",
    [
        ABOUT_CASINOS,
        ABOUT_CASINOS.replace("</p><p>", " "),
        STORY + ABOUT_CASINOS,
        ABOUT_VIAGRA,
    ],
)
def test_a_story_about_the_trade_keeps_its_links(body):
    examined = examine(body, SITE)
    assert examined.body is body
    assert examined.findings == ()


LINK = '<a href="http://x.example/">online casino</a>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            f"They adopted a law on {LINK} and on water.",
            "They adopted a law on online casino and on water.",
        ),
        (f"They adopted a law on water. {LINK}", "They adopted a law on water. "),
        (
            f"They adopted a law on water. {LINK} It is new.",
            "They adopted a law on water.  It is new.",
        ),
        (f"{LINK} They adopted a law on water.", " They adopted a law on water."),
        (f"He denied it. {LINK}", "He denied it. "),
    ],
)
def test_the_words_of_a_link_stay_when_they_are_part_of_a_sentence(before, after):
    assert examine(f"{STORY}<p>{before}</p>{SECOND}", SITE).body == f"{STORY}<p>{after}</p>{SECOND}"


def test_a_few_words_for_a_link_go_with_it():
    assert examine(f"<p>Get your {LINK} here!</p>{STORY}", SITE).body == STORY


@pytest.mark.parametrize(
    "spam",
    [
        f"{link('online casino')} | {link('slots online')}",
        f"<ul><li>{link('online casino')}</li></ul>",
        f"<div><p>{link('online casino')}</p></div>",
        "<p>Best online casino bonus: free slots, no deposit bonus, roulette and poker.</p>",
        f"<p>Play at the {link('best online casino')}: casino games, slots.</p>",
    ],
)
@pytest.mark.parametrize("place", ["%s" + STORY, STORY + "%s"])
def test_advertisements_go_whole(spam, place):
    examined = examine(place % spam, SITE)
    assert examined.body == STORY
    assert kinds(examined) == ["spam"]


def test_strange_links_before_the_first_word_go():
    links = " ".join(f'<a href="http://{host}.example/">blue {host}</a>' for host in "abc")
    examined = examine(f"<p>{links}</p>{STORY}", SITE)
    assert examined.body == STORY
    assert "the link “blue a” (a.example), the link “blue b”" in only(examined, "spam")


@pytest.mark.parametrize("count", [2, 4])
def test_two_links_are_no_run(count):
    links = " ".join(f'<a href="http://{host}.example/">{host}</a>' for host in "abcd"[:count])
    body = f"<p>{links}</p>{STORY}"
    assert (examine(body, SITE).body is body) == (count == 2)
    examined = examine(f"{STORY}<p>{links}</p>", SITE)
    assert examined.body == f"{STORY}<p>{links}</p>"
    assert kinds(examined) == (["spam"] if count == 4 else [])


def test_pictures_that_are_links_are_no_run():
    links = "".join(f'<a href="http://{h}.example/"><img src="/{h}.jpg"></a>' for h in "abc")
    body = f"<p>{links}</p>{STORY}"
    assert examine(body, SITE).body is body


def test_a_story_that_is_an_advertisement_keeps_its_words_for_an_editor():
    body = (
        f"<p>The best {link('online casino')}: casino games, free spins, slots and poker.</p>"
        f"<p>Play {link('slots online')}: casino bonus, poker, roulette, blackjack.</p>"
    )
    examined = examine(body, SITE)
    assert "<p>The best online casino: casino games" in examined.body
    assert "href" not in examined.body
    assert "the link “slots online” (x.example)" in only(examined, "spam")


def test_many_links_are_told_in_few_words():
    links = "".join(f'<p><a href="http://x{n}.example/">online casino</a></p>' for n in range(40))
    message = only(examine(STORY * 30 + links, SITE), "spam")
    assert message.endswith("and 37 more.")
    assert len(message) < 300


def test_without_a_site_links_are_judged_by_their_words():
    body = FIRST + '<p><a href="http://x.example/">online casino</a></p>' + SECOND
    assert examine(body).body == STORY


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.Example.org:8080/x?y#z", "example.org"),
        ("//user:pass@example.org", "example.org"),
        ("http://xn--80aswg.example/", "сайт.example"),
        ("http://xn--zzzzzzzz99999.example/", "xn--zzzzzzzz99999.example"),
        ("/relative", ""),
        ("mailto:a@b.c", ""),
        ("", ""),
    ],
)
def test_the_host_of_an_address(address, host):
    assert host_of(address) == host


@pytest.mark.parametrize("words", ADVERTISED)
def test_the_first_look_misses_no_advertisement(words):
    text = folded(words)
    assert any(trade.phrase.search(text) for trade in TRADES)
    assert SUSPECT.search(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Саsinо", "casino"), ("c@s1no", "c@s1no".replace("@", "a").replace("1", "i"))]
    + [("1xBet", "1xbet"), ("казино", "казино"), ("covid-19", "covid-19")],
)
def test_disguised_words_are_read_as_they_are_meant(text, expected):
    assert folded(text) == expected
