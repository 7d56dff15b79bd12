"""Frames: the text of each kind of story in *.txt, and its facts in the module of the same name."""

from importlib import import_module

from newsroom.demo.grammar import Frame
from newsroom.demo.scene import Scene


def facts(frame: Frame, scene: Scene) -> dict[str, object]:
    """The scene's own facts and the frame's; the frame may move the scene first, and wins."""
    room = import_module(f"newsroom.demo.frames.{frame.room}")
    own = getattr(room, frame.name)(scene)
    return scene.facts() | own
