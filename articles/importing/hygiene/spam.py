"""Links that were injected into stories, and the advertisements around them.

An honest story about casinos links to casinos and says "casino" all the time: what a story is
about is never taken for spam in it. What remains is sure: links whose words or whose address
advertise what the rest of the story never mentions.
"""

import re
from dataclasses import dataclass
from itertools import takewhile

from articles.importing.hygiene.finding import Finding, Kind, counted, listed, quoted
from articles.importing.hygiene.tree import beginning, paragraphs, removed
from articles.importing.hygiene.vocabulary import SUSPECT, TRADES, Trade, folded

_HOST = re.compile(r"\s*(?:https?:)?//(?:[^/?#\s@]*@)?([^/?#\s:]+)", re.IGNORECASE)
# Papers, governments and libraries write about all of it, and so may link from any story.
_REPUTABLE = re.compile(
    r"news|times|reuters|\bbbc|\bcnn|post\b|(?<!word)press|gazette|tribune|herald|journal|guardian"
    r"|bloomberg|tengri|kloop|\b24\.kg|sputnik|interfax|\btass\b|\bria\b|forbes|economist|magazine|wikipedia"
    r"|\.gov\b|\bgov\.|\.mil\b|\bwho\.int|\bun\.org|worldbank|\.europa\.eu|azattyk|eurasianet"
    r"|rferl"
)
_SOCIAL = re.compile(
    r"facebook|twitter|\bx\.com|instagram|linkedin|\bt\.me|telegram|\bvk\.com|\bok\.ru|whatsapp"
    r"|youtu\.?be|tiktok|pinterest|reddit|addtoany|addthis|google|apple\.com|spotify|flickr|vimeo"
)
_INTRODUCED = re.compile(
    r"sourc|read|more|photo|via\b|see\b|relat|link|refer|foto|image|credit|publish|источн|чита|фото"
    r"|ссылк|материал|по теме"
)
_LETTER = re.compile(r"[^\W\d_]")
_SENTENCE_ENDS = (".", "!", "?", "…", "»", "”", '"', ":", "|", "-", "–", "—", "•")
# So many signs make a link an injected one; so few letters around links are no sentence.
_SPAM, _NO_SENTENCE, _NO_WORDS = 2, 25, 5
_ABOUT_IT = 2
RUN = 3
_DEEPEST = 60


@dataclass(slots=True)
class _Link:
    element: object
    text: str
    host: str
    trade: Trade | None = None
    score: int = 0

    def __str__(self):
        return f"{quoted(beginning(self.element))} ({self.host})"

    def is_advertisement(self):
        """Whether its words say so, and not its address alone."""
        return bool(self.trade.word.search(self.text) or self.trade.phrase.search(self.text))

    def stands_alone(self):
        """Whether it is outside of any sentence."""
        after = (self.element.tail or "").lstrip()
        is_before_one = not after or not after[0].islower()
        return is_before_one and _text_before(self.element).endswith(_SENTENCE_ENDS)


@dataclass(slots=True, eq=False)
class _Paragraph:
    element: object
    text: str
    links: list[_Link]
    # How many letters there are that belong to no link.
    letters: int

    def suspects(self, trades):
        return [link for link in self.links if link.score >= _SPAM and link.trade in trades]

    def is_only_suspects(self, trades):
        """Whether there is nothing in it but links that advertise, and a few words for them."""
        suspects = self.suspects(trades)
        if self.letters >= _NO_SENTENCE or not suspects:
            return False
        if not all(link.is_advertisement() for link in suspects):
            return False
        return self.letters < _NO_WORDS or not all(link.stands_alone() for link in suspects)

    def is_advertisement(self, trade):
        """Whether it says little else: every fourth word, or a phrase in every fifteen."""
        words = len(trade.word.findall(self.text))
        if words < 3:
            return False
        phrases = len(trade.phrase.findall(self.text))
        length = self.text.count(" ") + 1
        return phrases * 15 >= max(length, 45) or (phrases >= 1 and words * 4 >= length)


def host_of(address: str) -> str:
    """Return the host of a web address without `www.`, "" when it has none."""
    found = _HOST.match(address)
    host = found[1].lower().removeprefix("www.") if found else ""
    if "xn--" in host:
        try:
            host = host.encode("ascii").decode("idna")
        except UnicodeError:
            return host
    return host


def examine(root, site: str) -> tuple[bool, list[Finding]]:
    """Remove injected links and paragraphs. `site` is the host of the old system, "" unknown.

    Return whether something was changed, and the findings.
    """
    story = _read(root, site)
    trades = [trade for trade in _advertised(story) if not _is_about(story, trade)]
    told = _advertisements_removed(story, trades)
    for paragraph in story:
        for link in paragraph.suspects(trades):
            told.append(f"the link {link}")
            _unlink(link)
    told.extend(_leading_links_removed(story))
    if told:
        return True, [Finding(Kind.SPAM, f"Injected and removed: {listed(told)}.")]
    return False, list(_doubts(story))


# Reading


def _read(root, site):
    """The paragraphs of a story that have any text, with their links to elsewhere."""
    elements = paragraphs(root)
    owners, story = {id(element): [] for element in elements}, []
    for anchor in root.iter("a"):
        host = host_of(anchor.get("href", ""))
        if host and host != site and not host.endswith(f".{site}"):
            owner = _owner(anchor, owners)
            if owner is not None:
                owner.append(_judged(_Link(anchor, folded(beginning(anchor)), host)))
    for element in elements:
        text = element.text_content()
        links = owners[id(element)]
        if text.strip() or links:
            linked = sum(len(_LETTER.findall(link.text)) for link in links)
            letters = len(_LETTER.findall(text)) - linked
            story.append(_Paragraph(element, text.lower(), links, letters))
    return story


def _owner(anchor, owners):
    element = anchor
    for _ in range(_DEEPEST):
        if element is None:
            return None
        if id(element) in owners:
            return owners[id(element)]
        element = element.getparent()
    return None


def _judged(link):
    """Find the trade that a link advertises most, and how surely."""
    if not SUSPECT.search(link.text) and not SUSPECT.search(link.host):
        return link
    for trade in TRADES:
        phrase, word = trade.phrase.search(link.text), trade.word.search(link.text)
        score = 2 * bool(phrase) + 2 * bool(trade.host.search(link.host))
        if word and not phrase:
            score += 2 if trade.good.fullmatch(link.text) else 1
        if score > link.score:
            link.trade, link.score = trade, score
    if link.trade and _REPUTABLE.search(link.host) and not link.trade.host.search(link.host):
        link.score -= _SPAM
    return link


def _advertised(story):
    """The trades that links advertise, or the beginning or the end of a story."""
    links = (link for paragraph in story for link in paragraph.links)
    trades = {link.trade.name: link.trade for link in links if link.score >= _SPAM}
    for paragraph in (*story[:1], *story[-1:]):
        trades |= {t.name: t for t in TRADES if t.good.search(paragraph.text)}
    return list(trades.values())


def _is_about(story, trade):
    """Whether a story mentions the trade outside of links and advertisements."""
    mentions = 0
    for paragraph in story:
        if paragraph.letters >= _NO_SENTENCE and not paragraph.is_advertisement(trade):
            mentions += len(trade.word.findall(paragraph.text))
            linked = (trade.word.findall(link.text) for link in paragraph.links)
            mentions -= sum(map(len, linked))
    return mentions >= _ABOUT_IT


# Removing


def _advertisements_removed(story, trades):
    """Paragraphs that advertise from end to end, unless they are most of the story."""
    found, before = [], None
    for paragraph in story:
        is_at_edge = paragraph in (story[0], story[-1]) or before in found[-1:]
        is_full = any(paragraph.is_advertisement(trade) for trade in trades)
        if paragraph.is_only_suspects(trades) or (
            is_full and (is_at_edge or paragraph.suspects(trades))
        ):
            found.append(paragraph)
        before = paragraph
    if sum(len(p.text) for p in found) * 2 >= sum(len(p.text) for p in story):
        return []
    return [_paragraph_removed(paragraph) for paragraph in found]


def _paragraph_removed(paragraph):
    told = f"the paragraph {quoted(paragraph.element.text_content())}"
    paragraph.links.clear()
    removed(paragraph.element)
    return told


def _leading_links_removed(story):
    """Links to several strange sites before the first word of the story."""
    left = [paragraph for paragraph in story if paragraph.element.getparent() is not None]
    run = list(takewhile(_is_only_links, left))
    links = [link for paragraph in run for link in paragraph.links]
    if len(links) < RUN or len({link.host for link in links}) < 2 or len(run) == len(left):
        return []
    for paragraph in run:
        removed(paragraph.element)
    return [f"the link {link}" for link in links]


def _unlink(link):
    """Take a link away, and its words too where they advertise outside of any sentence."""
    if link.is_advertisement() and link.stands_alone():
        removed(link.element)
    else:
        link.element.drop_tag()


def _text_before(anchor):
    """What stands before a link in its element; a full stop when nothing does."""
    previous = anchor.getprevious()
    text = previous.tail if previous is not None else anchor.getparent().text
    return (text or "").rstrip() or "."


# Doubting


def _is_only_links(paragraph):
    return (
        bool(paragraph.links)
        and paragraph.letters < _NO_SENTENCE
        and paragraph.element.find(".//img") is None
        and not _INTRODUCED.search(paragraph.text)
        and not any(_is_usual(link.host) for link in paragraph.links)
    )


def _is_usual(host):
    return bool(_REPUTABLE.search(host) or _SOCIAL.search(host))


def _doubts(story):
    """Links to several strange sites after the last word: left, and somebody should look."""
    if len(story) > 1 and _is_only_links(story[-1]):
        links = story[-1].links
        if len({link.host for link in links}) > RUN:
            number = counted(len(links), "link", "links")
            message = f"The story ends with {number} that nothing introduces. They were left: "
            yield Finding(Kind.SPAM, f"{message}{listed([str(link) for link in links])}.")
