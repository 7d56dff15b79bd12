"""The story grammar: frames read from plain text and rendered with a scene's facts.

A frame starts with "@ name" and header lines, then slots: "# headline", "# summary" and one "# p"
for each paragraph. Every line of a slot is one alternative; [this|that] chooses inside a line.
"# p?" may be left out, "# p~" may change places with its neighbours of the same kind.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from newsroom.demo.language import polish, prose

CHOICE = re.compile(r"\[([^\[\]]*)\]")
FOLDER = Path(__file__).parent / "frames"
OPTIONAL_KEPT = 0.85


@dataclass(frozen=True)
class Slot:
    kind: str
    lines: tuple[str, ...]

    @property
    def is_optional(self) -> bool:
        return "?" in self.kind

    @property
    def is_loose(self) -> bool:
        return "~" in self.kind


@dataclass(frozen=True)
class Frame:
    """One kind of story; `room` is the module that holds its facts."""

    name: str
    room: str
    section: str
    countries: tuple[str, ...]
    months: tuple[int, ...]
    images: tuple[str, ...]
    tags: tuple[str, ...]
    house: bool
    slots: tuple[Slot, ...]

    def lines(self, kind: str) -> tuple[str, ...]:
        return next(slot.lines for slot in self.slots if slot.kind == kind)

    @property
    def paragraphs(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.kind.startswith("p")]


@cache
def load() -> tuple[Frame, ...]:
    """Every frame of frames/*.txt, in the order of the files."""
    return tuple(
        parse(block, path.stem)
        for path in sorted(FOLDER.glob("*.txt"))
        for block in path.read_text("utf-8").split("\n@ ")[1:]
    )


def parse(block: str, room: str) -> Frame:
    head, *slots = block.split("\n# ")
    name, *header = head.strip().splitlines()
    values = dict(line.split(": ", 1) for line in header)
    return Frame(
        name=name,
        room=room,
        section=values["section"],
        countries=tuple(values.get("countries", "KZ KG TJ TM UZ").split()),
        months=months(values.get("months", "1-12")),
        images=tuple(values.get("images", "").split()),
        tags=tuple(values["tags"].split(", ")),
        house="house" in values.get("byline", ""),
        slots=tuple(slot(text) for text in slots),
    )


def slot(text: str) -> Slot:
    kind, *lines = text.strip().splitlines()
    return Slot(kind.strip(), tuple(line.strip() for line in lines if line.strip()))


def months(text: str) -> tuple[int, ...]:
    """ "11-2 5" -> (11, 12, 1, 2, 5)."""
    found: list[int] = []
    for part in text.split():
        first, _, last = part.partition("-")
        length = (int(last or first) - int(first)) % 12 + 1
        found += [(int(first) - 1 + step) % 12 + 1 for step in range(length)]
    return tuple(found)


def fill(line: str, facts: dict[str, str], rng: Random) -> str:
    """One line with its choices made and its facts put in."""
    while CHOICE.search(line):
        line = CHOICE.sub(lambda match: rng.choice(match[1].split("|")), line)
    return re.sub(r" {2,}", " ", line.format_map(facts))


def arrange(slots: list[Slot], rng: Random, kept: float) -> list[Slot]:
    """Leave out some optional slots and shuffle each run of loose ones."""
    chosen = [slot for slot in slots if not slot.is_optional or rng.random() < kept]
    order: list[Slot] = []
    run: list[Slot] = []
    for slot in [*chosen, Slot("end", ())]:
        if slot.is_loose:
            run.append(slot)
            continue
        rng.shuffle(run)
        order += [*run, slot]
        run = []
    return order[:-1]


def body(frame: Frame, facts: dict[str, str], rng: Random, kept: float = OPTIONAL_KEPT) -> str:
    """The paragraphs of one story, with so large a share of the optional ones."""
    return "\n".join(
        block(prose(fill(rng.choice(slot.lines), facts, rng)))
        for slot in arrange(frame.paragraphs, rng, kept)
    )


def block(text: str) -> str:
    """Plain text is a paragraph, "> text" a pull quote, "= text" a heading, HTML stays."""
    for mark, tag in (("> ", "<blockquote><p>{}</p></blockquote>"), ("= ", "<h2>{}</h2>")):
        if text.startswith(mark):
            return tag.format(polish(text.removeprefix(mark)))
    return text if text.startswith("<") else f"<p>{text}</p>"


def table(head: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    """A plain HTML table; the text must not hold markup."""
    cells = "".join(f"<th>{cell}</th>" for cell in head)
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{lines}</tbody></table>"
