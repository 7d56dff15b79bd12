"""Tells headlines from texts in plain lines, where nothing but their looks tells them apart.

A headline is short, ends without a full stop and has a text under it. So does a crosshead
inside a text: the number of stories that the page promises decides between them.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

LONGEST_HEADLINE = 300
# A line longer than this was not wrapped by a mail program or a terminal.
_WIDEST_WRAP = 200
_SURE = 4.4
_POSSIBLE = 1.5
_BROKEN_COMPOUND = re.compile(r"\w-$")
_CLOSING = "”’\"'»)] "
_SENTENCE_END = ".!?…:;"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file; `number` counts from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    """A headline, its line, and the paragraphs under it."""

    line: int
    headline: str
    text: tuple[str, ...]


@dataclass(slots=True)
class Stories:
    """What was found: `orphan` is the line of a text without a headline (0: none), `surplus`
    the best-looking headline that was taken for a crosshead although it hardly looks like one."""

    stories: list[Story] = field(default_factory=list)
    orphan: int = 0
    surplus: str = ""


def stories(lines: list[Line], expected: int | None) -> Stories:
    """Group `lines` into stories; `expected` is their number where the page tells it."""
    paragraphs = _paragraphs(lines)
    chosen = _headlines(paragraphs, expected)
    if expected is not None and len(chosen) < expected:
        # A headline as long as the lines are wide runs on into its text.
        apart = _paragraphs(lines, split_first=True)
        again = _headlines(apart, expected)
        if len(again) > len(chosen):
            paragraphs, chosen = apart, again
    return _grouped(paragraphs, chosen)


def _grouped(paragraphs, chosen):
    found = Stories()
    starts = sorted(chosen)
    if paragraphs and (not starts or starts[0] > 0):
        found.orphan = paragraphs[0].number
    for start, end in pairwise([*starts, len(paragraphs)]):
        headline = " ".join(paragraphs[start].text.split())
        text = tuple(paragraph.text for paragraph in paragraphs[start + 1 : end])
        found.stories.append(Story(paragraphs[start].number, headline, text))
    found.surplus = _surplus(paragraphs, chosen)
    return found


# Lines to paragraphs


def _paragraphs(lines, split_first=False):
    """Join wrapped lines; a blank line always parts two paragraphs."""
    blocks = _blocks(lines)
    width = max((len(line.text) for block in blocks if block[1:] for line in block), default=0)
    if width > _WIDEST_WRAP:
        width = 0
    return [
        paragraph
        for block in blocks
        for paragraph in _unwrapped(block, width, split_first and len(block) > 1)
    ]


def _blocks(lines):
    blocks = [[]]
    for line in lines:
        if line.text:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _unwrapped(block, width, split_first):
    """Two lines are one paragraph when the first had no room for the second's first word."""
    joined = [block[0]]
    for index, line in enumerate(block[1:]):
        above = block[index].text
        full = len(above) + 1 + len(line.text.split()[0]) > width > 0
        apart = split_first and index == 0 and line.text[0].isupper() and not _ends(above)
        if full and not apart:
            # A compound may have been broken at its own hyphen.
            gap = "" if _BROKEN_COMPOUND.search(above) else " "
            joined[-1] = Line(joined[-1].number, f"{joined[-1].text}{gap}{line.text}")
        else:
            joined.append(line)
    return joined


def _ends(text):
    return text.rstrip(_CLOSING)[-1:] in tuple(_SENTENCE_END)


# Paragraphs to headlines


def _headlines(paragraphs, expected):
    """Return the indexes of the paragraphs that are headlines."""
    scores = [_score(paragraphs, index) for index in range(len(paragraphs))]
    if expected is None:
        return {index for index, score in enumerate(scores) if score >= _SURE} | _first(scores)
    possible = [score if score >= _POSSIBLE else None for score in scores]
    return _best(possible, expected)


def _first(scores):
    return {0} if scores and scores[0] >= _POSSIBLE else set()


def _score(paragraphs, index):
    """How much a paragraph looks like a headline; crossheads come next, sentences far behind."""
    text = paragraphs[index].text
    if len(text) > LONGEST_HEADLINE or index + 1 == len(paragraphs):
        return -10.0
    below = paragraphs[index + 1].text
    score = min(len(text), 80) / 20 + 2 * _capitalised(text)
    score += 1 if len(below) >= max(200, 2 * len(text)) else -1
    score -= 4 * (text.rstrip(_CLOSING)[-1:] in (".", ",", ";", ":", "…"))
    score -= 3 * text[0].islower()
    score -= 2 * (len(text) > 200)
    if index and not _ends(paragraphs[index - 1].text):
        score -= 2
    return score


def _capitalised(text):
    """The share of longer words that begin with a capital or a digit: headlines have many."""
    words = [word.lstrip("“‘\"'«(") for word in text.split()]
    longer = [word for word in words if len(word) > 3] or words
    return sum(not word[:1].islower() for word in longer) / len(longer)


def _best(scores, number):
    """Choose `number` indexes, or as many as there are, with the highest sum of scores.

    No two of them are neighbours, since a headline has a text; None can't be chosen.
    """
    # (how many chosen, is the last one) -> (sum, chosen), over the paragraphs seen so far.
    states = {(0, False): (0.0, ())}
    for index, score in enumerate(scores):
        following = {}
        for (chosen, is_last), (total, picked) in states.items():
            _keep(following, (chosen, False), total, picked)
            if score is not None and not is_last and chosen < number:
                _keep(following, (chosen + 1, True), total + score, (*picked, index))
        states = following
    most = max(chosen for chosen, _ in states)
    return set(max(state for key, state in states.items() if key[0] == most)[1])


def _keep(states, key, total, picked):
    if key not in states or states[key][0] < total:
        states[key] = (total, picked)


def _surplus(paragraphs, chosen):
    """The text of a paragraph that looks as much like a headline as those that were chosen."""
    if not chosen:
        return ""
    weakest = min(_score(paragraphs, index) for index in chosen)
    for index, paragraph in enumerate(paragraphs):
        words = len(re.findall(r"\w+", paragraph.text))
        score = _score(paragraphs, index)
        if index not in chosen and words >= 7 and score > _SURE + 1 and score >= weakest - 0.5:
            return " ".join(paragraph.text.split())
    return ""
