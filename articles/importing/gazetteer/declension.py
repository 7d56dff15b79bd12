"""The forms that a Russian name takes in a sentence.

By the endings alone, without a dictionary: it makes a few forms that nobody writes, and none that
is another word.
"""

from collections.abc import Iterator

# Nominative, genitive, dative, accusative, instrumental and prepositional, by the ending.
_ADJECTIVES = {
    "ая": "ая ой ой ую ой ой",
    "ий": "ий ого ому ий им ом",
    "ый": "ый ого ому ый ым ом",
    "ое": "ое ого ому ое им ом",
    "ые": "ые ых ым ые ыми ых",
}
_NOUNS = {
    "ия": "ия ии ии ию ией ии",
    "ое": _ADJECTIVES["ое"],
    "а": "а ы е у ой е",
    "я": "я и е ю ей е",
    "й": "й я ю й ем е",
    "ы": "ы ов ам ы ами ах",
    # Which gender it has can't be seen: `Казань`, `Казанью`, but `Израиль`, `Израилем`.
    "ь": "ь и ю я ем е ью",
} | {f"{hard}а": f"{hard}а {hard}и {hard}е {hard}у {hard}ой {hard}е" for hard in "гкхжчшщ"}
_CONSONANT = " а у  ом е"
_INVARIABLE = frozenset("оеиуэюё")

_PEOPLE = {
    # Adjectives, with the short form that stands before a dash: `российско-китайский`.
    "ий": "ий ого ому им ом ая ой ую ое ие их ими о",
    "ец": "ец ца цу цем це цы цев цам цами цах",
    "нин": "нин нина нину нином нине не н нам нами нах",
}
_PERSON = " а у ом е ы и ов ам ами ах"


def forms(name: str) -> Iterator[str]:
    """Yield `name` in its six cases, doubles among them: `Ош`, `Оша`, `Ошу`, `Ошом`, `Оше`.

    Of several words the last is declined, and adjectives before it agree; of a name with a dash
    what stands behind the dash.
    """
    head, dash, last = name.rpartition("-")
    if dash:
        yield from (f"{head}-{form}" for form in _cases(last, _NOUNS))
        return
    *before, last = name.split(" ")
    cases = [*(_cases(word, _ADJECTIVES) for word in before), _cases(last, _NOUNS)]
    # Not strict: a single word may have a seventh form.
    yield from (" ".join(words) for words in zip(*cases, strict=False))


def forms_of_people(word: str) -> Iterator[str]:
    """Yield the forms of a word for people or things: `киргизский`, `афганец`, `узбек`."""
    for ending, endings in _PEOPLE.items():
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            if stem[-1] in "аеи" and ending == "ец":
                # `китаец`, `китайца`
                yield word
                stem += "й"
            yield from (stem + end for end in endings.split())
            return
    yield from (word + end for end in _PERSON.split(" "))


def _cases(word, table):
    if word.isupper():
        return [word] * 6
    for length in (2, 1):
        if endings := table.get(word[-length:]):
            return [word[:-length] + end for end in endings.split()]
    if table is _ADJECTIVES or word[-1] in _INVARIABLE:
        return [word] * 6
    return [word + end for end in _CONSONANT.split(" ")]
