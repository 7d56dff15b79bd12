"""The tests of the engine know one format, that of their records."""

import pytest

from articles.importing import detection, formats
from articles.importing.writer import emptying, filing, unmaking
from tests.articles.importing.writer import jobs, processes
from tests.articles.importing.writer.records import RECORDS


@pytest.fixture(autouse=True)
def records_are_a_format(monkeypatch, tmp_path):
    for module in (formats, detection):
        monkeypatch.setattr(module, "all_formats", lambda: (RECORDS,))
    monkeypatch.setattr(jobs, "folder", tmp_path)


@pytest.fixture
def small_batches(monkeypatch):
    """What others must not wait for long is done in many small transactions."""
    monkeypatch.setattr(filing, "MADE_AT_ONCE", 2)
    monkeypatch.setattr(emptying, "AT_ONCE", 3)
    monkeypatch.setattr(unmaking, "AT_ONCE", 2)


@pytest.fixture(scope="session")
def program(tmp_path_factory):
    with processes.programs(tmp_path_factory.mktemp("programs")) as found:
        yield found


@pytest.fixture
def database(transactional_db, tmp_path):
    """The name of a database of one's own, without stories."""
    with processes.copy_of_database(tmp_path) as name:
        yield name


@pytest.fixture
def other_database(database, tmp_path):
    """Another one, in which an import is not disturbed."""
    with processes.copy_of_database(tmp_path) as name:
        yield name
