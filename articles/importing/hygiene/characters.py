"""Letters that were read in the wrong encoding, and characters that nobody can see.

Repairs what can be repaired for certain and touches nothing else: no quotation mark is
straightened, no letter replaced by a similar one.
"""

import re
import unicodedata
from functools import cache
from html import escape, unescape

from articles.importing.hygiene.finding import Finding, Kind, listed, quoted

# As they look when the bytes of UTF-8 were taken for cp1252 or Latin-1, and for cp1251: a first
# byte and what may follow it. Quotation marks follow letters in good text as well: a suspicion.
_LEAD, _TRAIL = "Â-ôŠŽšž", "\x80-\xbfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™"
_TRAIL_1251 = "\u0402-\u040f\u0452-\u045f\u0490\u0491\xa0-\xbb‚„…†‡€‰‹‘’“”•–—™›\u0401\u0451\u2116"
_UNSEEN = "\u00ad\u180e\u200b\u2060\ufeff"
_DIRECTIONS = "\u202a-\u202e\u2066-\u2069"
_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
# One pattern a suspicion: each begins with a set of letters, and is found in one sweep.
_SUSPICIONS = (
    re.compile(rf"[{_CONTROLS}{_UNSEEN}{_DIRECTIONS}\ufffd]"),
    re.compile(rf"[{_LEAD}][{_TRAIL}]"),
    re.compile(rf"[РСВГв][{_TRAIL_1251}]"),
    re.compile(r"[À-ÿ]{4}"),
)
_ASCII_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_CONTROL = re.compile(rf"[{_CONTROLS}]")
_PAIR = re.compile(r"[\ud800-\udbff][\udc00-\udfff]")
_INVISIBLE = re.compile(rf"[{_UNSEEN}]|&(?:shy|#173|#xad|#8203|#x200b|#65279|#xfeff);", re.I)
_DIRECTION = re.compile(rf"[{_DIRECTIONS}\u200e\u200f]")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdfb\ufe70-\ufefc]")
# Joiners between these are orthography: Arabic and Indian scripts, and emoji.
_JOINED = r"\u0600-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u18af\u2600-\u27bf\ufe0f"
_JOINED += r"\ufb50-\ufdff\ufe70-\ufefc\U0001f000-\U0001faff\U000e0020-\U000e007f♀♂⚕"
_JOINER = re.compile(rf"(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])")
_TAG = re.compile(r"(<[^<>]*>)")
# Entities of which old databases are full when garbled text was stored as HTML.
_ENTITY = re.compile(r"&(?:Acirc|acirc|Atilde|ETH|Ntilde|Icirc|Iuml|eth);", re.ASCII)
_ENTITIES = re.compile(r"(?:&(?:[A-Za-z]{2,8}\d?|#\d{2,5});|[\x80-\u2122](?!\s)){2,}")
_LOST = re.compile(
    r"[^\s<>\ufffd]{0,20}\ufffd[^<>\ufffd]{0,20}|(?<!\?)\?{2,}+(?:[ ,.-]{1,3}\?{2,}+){2,}"
)
_CYRILLIC_AS_LATIN = re.compile(r"[À-ÿ¨¸]{3,}")
_LETTER = re.compile(r"[^\W\d_]")
# What garbled letters turn out to be: European letters, punctuation and signs.
_EXPECTED = re.compile(r"[\x00-\u052f\u1e00-\u2bff\ufb00-\ufb06\U0001f000-\U0001faff]")
_SMALLEST_CYRILLIC = 12
_VOWELS = frozenset("аеёиоуыэюяАЕЁИОУЫЭЮЯ")


def repaired(text: str) -> tuple[str, bool]:
    """Return a headline, a summary or a name as it was meant, and whether it was damaged.

    Garbled letters are repaired, control characters and what nobody can see removed, letters
    and their accents composed (NFC); only the first two are damage.
    """
    if text.isascii() and not _is_suspect(text):
        return text, False
    plain = _CONTROL.sub("", _decoded(_unsurrogated(text)))
    meant = unicodedata.normalize("NFC", _JOINER.sub("", _visible(plain)))
    return meant, plain != text


def mended(body: str) -> tuple[str, list[Finding]]:
    """Return HTML with its characters repaired, and what was found; the same string if nothing
    was."""
    if not _may_be_damaged(body):
        return body, []
    parts, garbled = _TAG.split(_unsurrogated(body)), []
    for index in range(0, len(parts), 2):
        parts[index] = _repaired_part(parts[index], garbled)
    decoded = "".join(parts)
    findings = []
    if garbled:
        findings.append(
            Finding(Kind.MOJIBAKE, f"Garbled letters were repaired: {listed(garbled)}.")
        )
    plain, number = _CONTROL.subn("", decoded)
    if number:
        findings.append(_about_controls(decoded, number))
    plain = _visible(plain)
    if lost := [quoted(found[0]) for found in _LOST.finditer(plain)]:
        message = f"Letters are lost for good, and somebody has to guess them: {listed(lost)}."
        findings.append(Finding(Kind.UNREADABLE, message))
    return body if plain == body else plain, findings


def _may_be_damaged(body):
    if "??" in body or _is_suspect(body):
        return True
    return "&" in body and bool(_INVISIBLE.search(body) or _ENTITY.search(body))


def _is_suspect(text):
    if text.isascii():
        return len(text.encode().translate(None, _ASCII_CONTROLS)) != len(text)
    return any(suspicion.search(text) for suspicion in _SUSPICIONS)


def _repaired_part(text, garbled):
    decoded = _decoded(_with_letters_for_entities(text))
    if decoded == _with_letters_for_entities(text):
        return text
    garbled.append(_difference(unescape(text), unescape(decoded)))
    return decoded


def _with_letters_for_entities(text):
    """Runs of entities that stand for garbled bytes, as letters."""
    if not _ENTITY.search(text):
        return text
    return _ENTITIES.sub(lambda run: _as_letters(run[0]), text)


def _as_letters(run):
    letters = unescape(run)
    return escape(letters, quote=False) if _decoded(letters) != letters else run


def _difference(before, after):
    """A few words from where two texts begin to differ."""
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    start = max(before.rfind(" ", 0, start) + 1, start - 20, 0)
    return f"{quoted(before[start : start + 30])} is {quoted(after[start : start + 20])}"


def _decoded(text):
    """The text that was read in a wrong encoding, or `text`."""
    if not _is_suspect(text):
        return text
    return _cyrillic_for_latin(_fixed(text))


def _fixed(text):
    import ftfy

    # Of the byte 98, the second of `И`, cp1251 makes nothing.
    text = text.replace("Р\ufffd", "Р\x98")
    # A lost letter is no letter: ftfy would take it for a control character.
    parts = text.split("\ufffd")
    fixed = (ftfy.fix_encoding(part, _config()) if _is_suspect(part) else part for part in parts)
    fixed = "\ufffd".join(fixed).replace("Р\x98", "Р\ufffd")
    # One letter of N'Ko among Latin ones was no letter of N'Ko.
    strange = [letter for letter in set(fixed) - set(text) if not _EXPECTED.match(letter)]
    return fixed if len(strange) not in (1, 2) else text.replace("Р\x98", "Р\ufffd")


@cache
def _config():
    import ftfy

    return ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        # Those put a character in place of several that may have been right.
        replace_lossy_sequences=False,
        normalization=None,
    )


def _cyrillic_for_latin(text):
    """`Ïðèâåò` is `Привет` in cp1251, read as Latin-1: when most words look so, all are."""
    words = _CYRILLIC_AS_LATIN.findall(text)
    letters = sum(map(len, words))
    if letters < _SMALLEST_CYRILLIC or letters * 5 < 3 * len(_LETTER.findall(text)):
        return text
    try:
        decoded = "".join(words).encode("cp1252").decode("cp1251")
    except UnicodeError:
        return text
    if not _is_plausible(decoded):
        return text
    return re.sub(r"[\xa8\xb8\xc0-\xff]", lambda letter: _from_1251(letter[0]), text)


def _from_1251(letter):
    return letter.encode("latin-1").decode("cp1251")


def _is_plausible(letters):
    """A third to two thirds of what Russian is written with are vowels."""
    vowels = sum(letter in _VOWELS for letter in letters)
    return 0.3 < vowels / len(letters) < 0.6


def _unsurrogated(text):
    """Halves of one character, side by side, made that character."""
    if not _PAIR.search(text):
        return text
    return _PAIR.sub(
        lambda pair: pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), text
    )


def _visible(text):
    text = _INVISIBLE.sub("", text)
    return text if _RIGHT_TO_LEFT.search(text) else _DIRECTION.sub("", text)


def _about_controls(body, number):
    first = _CONTROL.search(body)
    around = _TAG.sub(" ", _CONTROL.sub("", body[max(0, first.start() - 30) : first.end() + 30]))
    names = sorted({f"U+{ord(found[0]):04X}" for found in _CONTROL.finditer(body)})
    message = (
        f"Control characters ({listed(names)}) were removed, {number} in all: {quoted(around)}."
    )
    return Finding(Kind.CONTROL, message)
