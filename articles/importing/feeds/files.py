"""The files of an entry: pictures of the story, and sound and film to link to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from articles.importing.record import Picture

_KINDS = ("image", "audio", "video")
_EXTENSIONS = {
    "image": "jpg jpeg jpe png gif webp avif bmp tif tiff svg heic",
    "audio": "mp3 m4a aac oga ogg opus wav flac wma",
    "video": "mp4 m4v mov webm ogv avi wmv mkv 3gp flv",
}
_KIND_OF = {name: kind for kind, names in _EXTENSIONS.items() for name in names.split()}
_PORTRAIT = re.compile(r"//[^/]*gravatar\.com/|//[^/]*/b(?:16|32)-rounded\.gif")


@dataclass(frozen=True, slots=True)
class File:
    """A file that an entry names: its address, and its `kind` (image, audio, video, or "").

    Files of one `group` are the same one in several forms; a thumbnail (`is_small`) is but a
    form of some other. `is_enclosed` ones belong to the entry whatever they are.
    """

    address: str
    kind: str = ""
    title: str = ""
    caption: str = ""
    credit: str = ""
    width: int = 0
    group: str = ""
    is_small: bool = False
    is_enclosed: bool = False


def kind_of(address: str, *told: str) -> str:
    """Return the kind of a file, by what is told of it (`image`, `image/png`), else its name."""
    for word in told:
        kind = word.strip().lower().partition("/")[0]
        if kind in _KINDS:
            return kind
    return _KIND_OF.get(_path(address).rpartition(".")[2].lower(), "")


def pictures(files: Iterable[File], body: str) -> tuple[Picture | None, tuple[Picture, ...]]:
    """Return the lead picture, and the others that don't stand in `body` already."""
    images = [file for file in files if file.kind == "image" and not _PORTRAIT.search(file.address)]
    chosen = _largest([file for file in images if not file.is_small]) or _largest(images)[:1]
    lead, *others = [_picture(file) for file in chosen] or [None]
    return lead, tuple(other for other in others if escape(_form(other.address)) not in body)


def linked(files: Iterable[File], body: str) -> str:
    """Return paragraphs with links to what can be heard, seen or read and isn't in `body`."""
    wanted = [file for file in files if file.kind in ("audio", "video")]
    wanted += [file for file in files if not file.kind and file.is_enclosed]
    return "".join(
        f'<p><a href="{escape(file.address)}">{escape(file.title or file.address)}</a></p>'
        for file in _largest(wanted)
        if escape(file.address) not in body
    )


def _picture(file):
    return Picture(file.address, alt=file.title, caption=file.caption, credit=file.credit)


def _largest(files):
    """One file of each group: its widest."""
    found = {}
    for file in files:
        key = file.group or _form(file.address)
        if key not in found or file.width > found[key].width:
            found[key] = file
    return list(found.values())


def _form(address):
    """The address of a file in all its forms: `photo.jpg?w=150` is one of `photo.jpg`."""
    return address.partition("?")[0] if kind_of(address) else address


def _path(address):
    try:
        return urlsplit(address).path
    except ValueError:
        return ""
