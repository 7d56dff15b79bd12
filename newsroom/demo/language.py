"""Small English: numbers, money, lists, articles and quotation marks as the paper prints them."""

import re

WORDS = "no one two three four five six seven eight nine".split()
VOWEL_SOUND = re.compile(
    r"^[\W_]*(?:[aeio]|u(?!n[iy]|r[ae]|se|s[eu]|ti)|8|11\b|18\b|hour|honest)", re.I
)
ARTICLE = re.compile(r"\b([Aa])\(n\) (\S+)")
SENTENCE_FIGURE = re.compile(r"((?:^|[.?!][”’\"]? )[“‘\"]?)(\d[\d,]*)(?= [a-z])")
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
SENTENCE_START = re.compile(r"((?:^|[.?!][”’\"]? )[“‘\"]?)([a-z])")


def words(number: int) -> str:
    """One to nine in words, the rest in figures."""
    return WORDS[number] if 0 < number < 10 else figures(number)


def figures(number: float) -> str:
    """12400 -> 12,400; a decimal keeps one place: 3.25 -> 3.2."""
    return f"{number:,}" if isinstance(number, int) else f"{number:,.1f}".removesuffix(".0")


def plural(number: int, noun: str, many: str = "") -> str:
    """2, "well" -> "two wells"."""
    return f"{words(number)} {noun if number == 1 else many or noun + 's'}"


def listed(items: list[str]) -> str:
    """["a", "b", "c"] -> "a, b and c"."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def rounded(number: float, digits: int = 2) -> int:
    """The nearest number with so many significant digits."""
    scale = 10 ** max(len(str(int(number))) - digits, 0)
    return int(round(number / scale) * scale)


def large(number: int) -> str:
    """1200000 -> "1.2 million"; below a million in figures."""
    for size, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if number >= size:
            return f"{number / size:.4g} {name}"
    return figures(number)


def change(before: float, after: float) -> str:
    """The difference in per cent without its sign, one decimal below ten: "8.4", "25"."""
    percent = abs(after - before) / before * 100
    return f"{percent:.0f}" if percent >= 9.95 else f"{percent:.1f}".removesuffix(".0")


def spelled(number: int) -> str:
    """Below a hundred in words: 46 -> "forty-six"."""
    if number < 20:
        return WORDS[number] if number < 10 else TEENS[number - 10]
    tens, ones = divmod(number, 10)
    return f"{TENS[tens]}-{WORDS[ones]}" if ones else TENS[tens]


def opening(match: re.Match[str]) -> str:
    """No sentence begins with a figure: "23 turbines" -> "Twenty-three turbines"."""
    number = int(match[2].replace(",", ""))
    if number < 100:
        return match[1] + spelled(number)
    return f"{match[1]}{'some' if number % 10 == 0 else 'a total of'} {match[2]}"


def prose(text: str) -> str:
    """Polish for running text, where figures do not open a sentence as they may in a headline."""
    return polish(SENTENCE_FIGURE.sub(opening, text))


def polish(text: str) -> str:
    """Finish a composed sentence: a or an, capitals after full stops, typographic quotes."""
    text = ARTICLE.sub(
        lambda m: f"{m[1]}{'n' if VOWEL_SOUND.match(m[2]) else ''} {m[2]}", text.strip()
    )
    text = SENTENCE_START.sub(lambda m: m[1] + m[2].upper(), text)
    return curl(text)


def curl(text: str) -> str:
    """Straight quotation marks become typographic ones; the text must hold no attributes."""
    text = re.sub(r'(^|[\s(\[>—–])"', r"\1“", text)
    text = re.sub(r"(^|[\s(\[>—–“])'", r"\1‘", text)
    return text.replace('"', "”").replace("'", "’")
