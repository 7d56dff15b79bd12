"""Readers are pure: no Django, no network, no settings, no clock."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from articles import importing
from articles.importing.formats import all_formats

FOLDER = Path(importing.__file__).parent
#: Whatever is not the writer.
READERS = sorted(
    path.relative_to(FOLDER)
    for path in FOLDER.rglob("*.py")
    if path.relative_to(FOLDER).parts[0] != "writer"
)
FORBIDDEN = (
    *("django", "articles.models", "articles.importing.writer", "newsroom", "tickers"),
    *("httpx", "requests", "socket", "urllib.request", "http", "asyncio", "subprocess"),
)
#: Those who speak to the files of this machine.
AT_THE_EDGE = {Path("archive.py")}


def imported(path):
    for node in ast.walk(ast.parse((FOLDER / path).read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def called(path):
    for node in ast.walk(ast.parse((FOLDER / path).read_text())):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


@pytest.mark.parametrize("path", READERS, ids=str)
def test_reader_imports_neither_django_nor_a_network(path):
    names = [f"{name}." for name in imported(path)]
    assert [name for name in names if name.startswith(tuple(f"{f}." for f in FORBIDDEN))] == []


@pytest.mark.parametrize("path", READERS, ids=str)
def test_reader_asks_neither_the_clock_nor_the_disk(path):
    clock = ("datetime.now", "datetime.today", "date.today", "time.time", "datetime.utcnow")
    asked = [name for name in called(path) if name.endswith(clock)]
    if path not in AT_THE_EDGE:
        asked += [name for name in called(path) if name == "open"]
    assert asked == []


def test_there_are_readers_to_look_at():
    rooms = {"wordpress", "feeds", "agency", "tabular", "pages", "gazetteer", "hygiene"}
    assert rooms <= {path.parts[0] for path in READERS if len(path.parts) > 1}
    assert len(all_formats()) == 17


def test_formats_have_names_of_their_own_and_titles():
    for names in ([f.name for f in all_formats()], [f.title for f in all_formats()]):
        assert len(set(names) - {""}) == len(all_formats())


def test_readers_work_where_there_is_no_django():
    """In the processes of whoever wants to read an archive, and nothing else."""
    code = (
        "import sys; sys.modules['django'] = None\n"
        "from articles.importing.formats import all_formats\n"
        "assert len(all_formats()) == 17, all_formats()\n"
    )
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(FOLDER.parent.parent)}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
