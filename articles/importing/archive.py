"""The files that a path names: itself, those in a folder or a packed file, those of a pattern.

Nothing is unpacked onto the disk. A file that unpacks to hundreds of times its size is no
archive, and is refused before it fills a disk or a memory.
"""

import gzip
import hashlib
import io
import shutil
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from glob import glob
from pathlib import Path
from typing import BinaryIO

from articles.importing.record import UnreadableArchive
from articles.importing.scratch import room_needed

STANDARD_INPUT = "-"
#: How many times its size a packed file may have, beyond the first bytes.
RATIO, FREE = 200, 64 << 20
#: All that a packed file may hold.
TOTAL = 200 << 30
_BOMB = f"The file unpacks to more than {RATIO} times its size. That is no archive: refused."
_DEEPEST = 2
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
# Documents that are packed so; what is in them is no archive.
_DOCUMENTS = ("[Content_Types].xml", "mimetype", "META-INF/")
_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db")


@dataclass(frozen=True)
class Entry:
    """One file, in a packed one or not. `open()` is a context with its bytes, from the start.

    `digest` tells it from every other. `is_named`: somebody asked for this very file, which was
    not just found in a folder or a packed file.
    """

    name: str
    size: int
    digest: str
    open: Callable[[], BinaryIO]
    is_named: bool = False


def entries(path: str) -> Iterator[Entry | tuple[str, UnreadableArchive]]:
    """Yield what `path` names, and (name, why) for each that can't be read.

    Raises UnreadableArchive when there is nothing.
    """
    for file in files_in(path):
        name = "standard input" if path == STANDARD_INPUT else str(file)
        try:
            digest = _digest(file)
            found = _unpacked(name, partial(_opened, file), file.stat().st_size, digest, 0)
            for entry in found:
                is_named = isinstance(entry, Entry) and entry.name == path
                yield replace(entry, is_named=True) if is_named else entry
        except (OSError, EOFError, zlib.error, UnreadableArchive) as error:
            yield name, _as_unreadable(error)


def files_in(path: str) -> list[Path]:
    """Return the files that `path` names: itself, those of a folder, those a pattern matches.

    Raises UnreadableArchive when there is none.
    """
    if path == STANDARD_INPUT:
        return [_spooled()]
    place = Path(path)
    if place.is_dir():
        inside = sorted(file for file in place.rglob("*") if _is_visible(file, place))
        if inside:
            return inside
        raise UnreadableArchive(f"There is no file in the folder {path}.")
    if place.exists():
        return [place]
    if _is_broken(place):
        raise UnreadableArchive(f"{path} is a link to {place.readlink()}, where nothing is.")
    matching = [Path(name) for name in sorted(glob(path, recursive=True))]
    if any(file.is_file() for file in matching):
        return [file for file in matching if file.is_file()]
    raise UnreadableArchive(f"There is no file {path}.")


def _is_visible(file, folder):
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    # A link to what is not there (a disk that is not mounted) is told when it is opened.
    is_file = file.is_file() or _is_broken(file)
    return is_file and not hidden and file.name not in _LITTER


def _is_broken(file):
    return file.is_symlink() and not file.exists()


def _spooled():
    """Standard input as a file, since it is read more than once; gone with the process."""
    if sys.stdin is None:
        raise UnreadableArchive("Standard input is closed. Send the archive to it, or name a file.")
    with room_needed():
        file = tempfile.NamedTemporaryFile(prefix="newsroom-import-")
        _kept_open.append(file)
        shutil.copyfileobj(sys.stdin.buffer, file, 1 << 20)
        file.flush()
    return Path(file.name)


_kept_open = []


def _digest(file):
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def _opened(file) -> Iterator[BinaryIO]:
    with file.open("rb") as stream:
        yield stream


def _unpacked(name, opener, size, digest, depth):
    """Yield the entry, or those packed in it."""
    with opener() as stream:
        beginning = stream.read(4)
        is_packed = beginning.startswith(_GZIP) or (beginning == _ZIP and not _is_document(stream))
    if not is_packed:
        yield Entry(name, size, digest, opener)
    elif depth == _DEEPEST:
        raise UnreadableArchive("It is packed more than twice over. Unpack it first.")
    elif beginning.startswith(_GZIP):
        yield from _unpacked(name, partial(_gunzipped, opener), size, digest, depth + 1)
    else:
        yield from _members(name, opener, digest, depth)


@contextmanager
def _gunzipped(opener):
    with opener() as packed, gzip.open(packed) as stream:
        yield io.BufferedReader(_Guard(stream, packed), 1 << 16)


class _Guard(io.RawIOBase):
    """What a stream unpacks to, as long as that is in proportion to what was packed."""

    def __init__(self, stream, packed):
        self.stream, self.packed = stream, packed

    def readable(self):
        return True

    def seekable(self):
        return True

    def seek(self, offset, whence=io.SEEK_SET):
        """Go there by reading, so that what is unpacked on the way is looked at."""
        if whence == io.SEEK_END:
            while self.read(1 << 16):
                pass
        target = offset if whence == io.SEEK_SET else self.stream.tell() + offset
        if target < self.stream.tell():
            self.stream.seek(target)
        while self.stream.tell() < target and self.read(min(1 << 16, target - self.stream.tell())):
            pass
        return self.stream.tell()

    def tell(self):
        return self.stream.tell()

    def readinto(self, buffer):
        try:
            data = self.stream.read1(len(buffer))
        except (zlib.error, gzip.BadGzipFile) as error:
            # What comes after the whole of it is no part of it.
            data = b""
            if not (self.stream.tell() and str(error).startswith("Not a gzipped file")):
                raise OSError(f"the packed file is damaged: {error}") from error
        buffer[: len(data)] = data
        done = self.stream.tell()
        if done > FREE and done > RATIO * max(self.packed.tell(), 1):
            raise UnreadableArchive(_BOMB)
        return len(data)


def _is_document(stream):
    try:
        with zipfile.ZipFile(stream) as packed:
            return any(member.startswith(_DOCUMENTS) for member in packed.namelist()[:20])
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def _members(name, opener, digest, depth):
    with opener() as stream:
        try:
            with zipfile.ZipFile(stream) as packed:
                members = [member for member in packed.infolist() if _is_wanted(member)]
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise UnreadableArchive(f"The ZIP archive is damaged: {error}.") from error
    size, packed = (sum(getattr(m, n) for m in members) for n in ("file_size", "compress_size"))
    if size > FREE and size > RATIO * max(packed, 1):
        raise UnreadableArchive(_BOMB)
    if size > TOTAL:
        raise UnreadableArchive(f"The ZIP archive holds more than {TOTAL >> 30} GB. Refused.")
    for member in members:
        inside = f"{name}/{member.filename}"
        try:
            _check(member)
            own = hashlib.sha256(f"{digest} {member.filename}".encode()).hexdigest()
            reader = partial(_member, opener, member)
            yield from _unpacked(inside, reader, member.file_size, own, depth + 1)
        except (OSError, EOFError, zlib.error, UnreadableArchive) as error:
            yield inside, _as_unreadable(error)


def _is_wanted(member):
    # Nothing is unpacked, so that `../` leads nowhere.
    parts = (part for part in member.filename.split("/") if part not in (".", ".."))
    hidden = any(part.startswith(".") for part in parts)
    litter = member.filename.startswith(_LITTER) or member.filename.endswith(_LITTER)
    return not (member.is_dir() or hidden or litter)


def _check(member):
    if member.flag_bits & 1:
        raise UnreadableArchive("The file is encrypted. Unpack it with its password first.")
    if member.file_size > FREE and member.file_size > RATIO * max(member.compress_size, 1):
        raise UnreadableArchive(_BOMB)


@contextmanager
def _member(opener, member):
    with opener() as packed:
        try:
            with _Unlisted(packed) as archive, archive.open(member) as stream:
                yield stream
        except (zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
            raise UnreadableArchive(f"The ZIP archive is damaged: {error}.") from error


class _Unlisted(zipfile.ZipFile):
    """A ZIP archive of which one member is known already: its list may have a million others."""

    def _RealGetContents(self):
        pass


def _as_unreadable(error):
    if isinstance(error, UnreadableArchive):
        return error
    reason = getattr(error, "strerror", None) or error
    return UnreadableArchive(f"The file can't be read: {reason}.")
