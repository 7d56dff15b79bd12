"""Made-up stories with the statistics of a real archive, in any number, always the same ones.

Story i depends on SEED and i alone: the archive of 10,000 is the beginning of that of 100,000.
Words follow Zipf's law, so that a search can ask for a rare, a middling and a common one.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from random import Random
from typing import NamedTuple

SEED = 1917
WORDS, AUTHORS, TAGS = 20_000, 50, 2_000
FIRST, END = datetime(2015, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)
SECTIONS = ("Politics", "Economy", "Energy", "Society", "Culture", "Environment", "Sport", "World")
# ISO 3166-1; the five that the site writes about most come first.
COUNTRIES = (
    "KG KZ UZ TJ TM RU CN AF IR TR US IN PK MN AZ GE AM UA DE GB "
    "FR IT PL JP KR BY MD SA AE QA IL EG GR ES SE NO FI CH CA BR"
).split()
# The commonest English words are the first ranks: what a search engine has to leave out.
ENGLISH = (
    "the of and to in a is that for it was as on with be by he at from his are this have not "
    "had they but an which or we one you were her all she there would their been has when who "
    "will more no if out so said what up its about into than them can only other new some "
    "could time these two may then do first any my now such like our over man me even most made "
    "after also did many before must through back years where much your way well down should "
    "because each just those people mr how too little state good very make world still own see "
    "men work long get here between both life being under never day same another know while last "
    "might us great old year off come since against go came right used take three himself few "
    "house use"
).split()
CONTENT = len(ENGLISH)  # the rank of the first word that means something
HEADLINE_WORDS = 6_000

#: Stories from here on are those of one import: a single day, a single timestamp.
DENSE = 1_000_000_000
DENSE_MOMENT = datetime(2019, 9, 9, 6, 0, tzinfo=UTC)
# Two tags beside the 2,000: of ten stories in ten years, and of the imported day.
SPARSE_TAG, DENSE_TAG = TAGS, TAGS + 1
SPARSE_TAG_NAME, DENSE_TAG_NAME = "sparse", "imported at once"

_ONSETS = "b d f g h k l m n p r s t v z ch sh th br dr gr kr pl st tr sk".split()
_VOWELS = "a e i o u ai ea io ou oo".split()
_CODAS = ("", "", "", "", "n", "r", "l", "s", "m", "t", "nd", "rk", "st")
_TICKS = 1 << 20


class Story(NamedTuple):
    """One story; authors, countries, tags and section are places in the lists of this module."""

    number: int
    headline: str
    slug: str
    paragraphs: list[str]
    section: int
    authors: list[int]
    countries: list[int]
    tags: list[int]
    published: datetime

    @property
    def body(self):
        return "".join([f"<p>{paragraph}</p>" for paragraph in self.paragraphs])

    @property
    def body_text(self):
        """What `articles.html.to_text` makes of the body."""
        return "\n".join(self.paragraphs)


def numbers(count, dense=0):
    """Return the numbers of an archive's stories: `count` over ten years, `dense` on one day."""
    return [*range(count), *range(DENSE, DENSE + dense)]


def story(number):
    """Return the Story with this number."""
    random = Random(SEED * 1_000_003 + number)  # noqa: S311
    headline = _headline(random)
    return Story(
        number,
        " ".join(headline).capitalize(),
        f"{'-'.join(headline)[:60].rstrip('-')}-{number}",
        _paragraphs(random),
        _distinct(random, _shares(len(SECTIONS), 3), 1)[0],
        _distinct(random, range(AUTHORS), 1 + (random.random() < 0.3)),
        _distinct(random, _shares(len(COUNTRIES), 5), (1, 1, 1, 2, 2, 3)[int(random.random() * 6)]),
        _distinct(random, _shares(TAGS, 10), 3) + _special_tags(number),
        DENSE_MOMENT if number >= DENSE else _moment(random),
    )


def _moment(random):
    return FIRST + timedelta(seconds=int(random.random() * (END - FIRST).total_seconds()))


def _special_tags(number):
    if number >= DENSE:
        return [DENSE_TAG]
    return [SPARSE_TAG] if number < 10_000 and number % 1_000 == 7 else []


def _headline(random):
    words, length = [], 0
    while length < 76:
        word = random.choice(_headline_words())
        words.append(word)
        length += len(word) + 1
    return words


def _paragraphs(random):
    words = random.choices(_running_words(), k=380 + int(random.random() * 121))
    size = len(words) // (5 + int(random.random() * 3)) + 1
    return [_sentences(random, words[at : at + size]) for at in range(0, len(words), size)]


def _sentences(random, words):
    sentences, at = [], 0
    while at < len(words):
        end = at + 8 + int(random.random() * 16)
        sentence = " ".join(words[at:end])
        sentences.append(f"{sentence[0].upper()}{sentence[1:]}.")
        at = end
    return " ".join(sentences)


def _distinct(random, table, count):
    found = []
    while len(found) < count:
        value = table[int(random.random() * len(table))]
        if value not in found:
            found.append(value)
    return found


# The lists that stories draw from -----------------------------------------------------------


@cache
def vocabulary():
    """Return the words by rank, the commonest first."""
    random = Random(SEED)  # noqa: S311
    words = dict.fromkeys(ENGLISH)
    while len(words) < WORDS:
        syllables = random.choice((1, 2, 2, 2, 3, 3, 4))
        word = "".join(_syllable(random) for _ in range(syllables))
        if 3 <= len(word) <= 14:
            words[word] = None
    return list(words)


def _syllable(random):
    return random.choice(_ONSETS) + random.choice(_VOWELS) + random.choice(_CODAS)


@cache
def author_names():
    random = Random(SEED + 1)  # noqa: S311
    names = {}
    while len(names) < AUTHORS:
        names[" ".join(random.sample(vocabulary()[1_000:], 2)).title()] = None
    return list(names)


@cache
def tag_names():
    """Return the names of all tags, those beside the 2,000 last."""
    random = Random(SEED + 2)  # noqa: S311
    names = {}
    while len(names) < TAGS:
        names[" ".join(random.sample(vocabulary()[CONTENT:8_000], random.choice((1, 1, 2))))] = None
    return [*names, SPARSE_TAG_NAME, DENSE_TAG_NAME]


@cache
def _running_words():
    return _table(vocabulary(), first=1)


@cache
def _headline_words():
    return _table(vocabulary()[CONTENT : CONTENT + HEADLINE_WORDS], first=20)


@cache
def _shares(count, first):
    return _table(range(count), first, ticks=1 << 16)


def _table(values, first, ticks=_TICKS):
    """Repeat each value in proportion to 1 / (its place + first), so that a draw is one look-up."""
    sums = list(accumulate(1 / (rank + first) for rank in range(len(values))))
    table, end = [], 0
    for value, total in zip(values, sums, strict=True):
        start, end = end, round(ticks * total / sums[-1])
        table += [value] * (end - start)
    return table
