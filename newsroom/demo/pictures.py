"""Lead pictures for the demo newsroom: a key, the words that go with it and the drawing itself.

pictures.txt lists them, one a line: key | drawing | palette | alternative text | caption.
"""

from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from newsroom.demo.scenes.canvas import Canvas

CREDIT = "Illustration: The Steppe Herald"


class Words(NamedTuple):
    alt: str
    caption: str
    credit: str = CREDIT


ROWS = [
    line.split(" | ") for line in Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines()
]
DRAWINGS = {key: (drawing, palette) for key, drawing, palette, *_ in ROWS}
PICTURES = {key: Words(alt, caption) for key, _, _, alt, caption in ROWS}


def draw(key: str) -> bytes:
    """The picture as JPEG, 1200 by 900; the same bytes for the same key and Pillow."""
    drawing, palette = DRAWINGS[key]
    module, paint = drawing.split(".")
    canvas = Canvas(key, palette)
    getattr(import_module(f"newsroom.demo.scenes.{module}"), paint)(canvas)
    return canvas.finish()
