"""Moments of agencies, and what they file stories under by code."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from articles.importing.agency.moments import moment
from articles.importing.agency.topics import field_of, is_code, is_section

FIVE = timezone(timedelta(hours=5))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-01T10:00:00+05:00", datetime(2024, 3, 1, 10, tzinfo=FIVE)),
        ("2024-03-01T10:00:00+0500", datetime(2024, 3, 1, 10, tzinfo=FIVE)),
        ("20240301T100000+0500", datetime(2024, 3, 1, 10, tzinfo=FIVE)),
        ("20240301T100000Z", datetime(2024, 3, 1, 10, tzinfo=UTC)),
        ("2024-03-01T10:00:00.000Z\n ", datetime(2024, 3, 1, 10, tzinfo=UTC)),
        ("2024-03-01 10:00:00", datetime(2024, 3, 1, 10)),
        ("2024-03-01", datetime(2024, 3, 1)),
        ("20240301", datetime(2024, 3, 1)),
        ("", None),
        ("YYYYMMDD000000-HHMM", None),
        ("yyyy-mm-dd", None),
    ],
)
def test_moment_is_read(text, expected):
    found = moment(text)
    assert found == expected
    assert found is None or found.tzinfo == expected.tzinfo


@pytest.mark.parametrize(
    "text",
    ["tomorrow", "0000-00-00", "2020-02-31T00:00:00Z", "31.02.2020", "0001-01-01", "12", "2019"],
)
def test_what_is_no_date_is_told(text):
    with pytest.raises(ValueError, match=f"“{text}” is not a date"):
        moment(text)


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("04008004", "en", "economy, business and finance"),
        ("subj:15054000", "en-US", "sport"),
        ("http://cv.iptc.org/newscodes/mediatopic/11000000", "", "politics"),
        # The names are English ones.
        ("15054000", "fr", ""),
        # Younger codes don't say their field.
        ("medtop:20000822", "en", ""),
        ("18000000", "en", ""),
        ("0400800", "en", ""),
    ],
)
def test_code_without_a_name_says_its_field(code, language, name):
    assert field_of(code, language) == name


@pytest.mark.parametrize(
    "vocabulary", ["category", "wiredepartment", "dpacat", "FIEG_Categories", "section", "rubric"]
)
def test_lists_of_sections_are_known(vocabulary):
    assert is_section("medtop", vocabulary)


@pytest.mark.parametrize("vocabulary", ["medtop", "subj", "apcategorycode", "topic", "abstract"])
def test_other_lists_are_topics(vocabulary):
    assert not is_section(vocabulary, "")


@pytest.mark.parametrize(
    ("name", "code", "answer"),
    [
        ("f", "apcategorycode:f", True),
        ("CRO", "cat:CRO", True),
        ("Sport", "cat:sp", False),
        ("UK", "cat:5", False),
    ],
)
def test_codes_are_no_names_of_sections(name, code, answer):
    assert is_code(name, code) is answer
