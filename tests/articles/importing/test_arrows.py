"""Readers are pure: no Django, no network, no settings."""

import ast
from pathlib import Path

import pytest

from articles import importing

FOLDER = Path(importing.__file__).parent
READERS = sorted(FOLDER.glob("*.py"))


def imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


@pytest.mark.parametrize("path", READERS, ids=lambda path: path.stem)
def test_reader_imports_neither_django_nor_a_network(path):
    forbidden = ("django", "articles.models", "articles.importing.writer", "httpx", "socket")
    assert [name for name in imported(path) if name.startswith(forbidden)] == []


def test_there_are_readers_to_look_at():
    assert {"wxr", "listing_page", "gazetteer"} <= {path.stem for path in READERS}
