"""Dates as people write them: on lines of their own, and in the cells of tables."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.dates import moment, month_comes_first, written_date

NOON = datetime(2019, 3, 12, 14, 5)
DAY = datetime(2019, 3, 12)


def at(hours):
    return NOON.replace(tzinfo=timezone(timedelta(hours=hours)))


@pytest.mark.parametrize(
    "text",
    ["17 December 2025", "December 17, 2025", "17.12.2025", "17 декабря 2025 г.", "2025-12-17"],
)
def test_line_that_is_a_date_is_one(text):
    assert written_date(text) == date(2025, 12, 17)


def test_line_that_is_more_than_a_date_is_none():
    assert written_date("On 17 December 2025 it rained") is None
    with pytest.raises(ValueError, match="different days"):
        written_date("12/07/2025")


@pytest.mark.parametrize(
    "text",
    [
        "2019-03-12T14:05:00",
        "2019-03-12 14:05",
        "2019-3-12 14:05",
        "2019/03/12 14:05",
        "2019.03.12 14:05:00",
        "20190312140500",
        "20190312T1405",
        "12.03.2019 14:05",
        "12.3.19 14:05",
        "12. 03. 2019, 14:05",
        "14:05 12.03.2019",
        "12.03.2019 14.05",
        "12 March 2019 14:05",
        "12th March, 2019 at 2:05 PM",
        "March 12, 2019, 2:05 p.m.",
        "Mar. 12, 2019 14:05",
        "Tue Mar 12 14:05:00 2019",
        "Tuesday, 12 Mar 2019 14:05",
        "12-Mar-2019 14:05",
        "12-Mar-19 14:05",
        "12 марта 2019 г., 14:05",
        "12 марта 2019 года в 14:05",
        "вторник, 12 мар 2019 14:05",
        "12. März 2019, 14:05 Uhr",
        "le 12 mars 2019 à 14:05",
        "12 de marzo de 2019 14:05",
        "2019 March 12 14:05",
        "Tuesday, March 12, 2019 - 14:05",
        "2019-жыл, 12-март, 14:05",
        "2019-yil 12-mart 14:05",
        "12 наурыз 2019 ж. 14:05",
        "12 Mart 2019 14:05",
    ],
)
def test_moment_is_read_in_the_forms_that_people_write(text):
    assert moment(text) == NOON


@pytest.mark.parametrize(
    "text", ["2019-03-12", "20190312", "12.03.2019", "12 марта 2019", "12-03-2019 "]
)
def test_moment_without_a_time_is_midnight(text):
    assert moment(text, month_first=False) == DAY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-03-12T14:05:00Z", at(0)),
        ("2019-03-12 14:05:00+06:00", at(6)),
        ("2019-03-12 14:05:00 +0600", at(6)),
        ("2019-03-12T14:05:00-05", at(-5)),
        ("Tue, 12 Mar 2019 14:05:00 +0600", at(6)),
        ("Tue, 12 Mar 2019 14:05:00 GMT", at(0)),
        ("12.03.2019 14:05 МСК", at(3)),
        ("2019-03-12 14:05 EST", at(-5)),
        ("Tue Mar 12 2019 14:05:00 GMT+0600 (Kyrgyzstan Time)", at(6)),
        ("2019-03-12T14:05:00+06:00[Asia/Bishkek]", at(6)),
        ("1552399500", at(0)),
        ("1552399500.0", at(0)),
        ("1552399500000", at(0)),
        ("1552399500000000", at(0)),
    ],
)
def test_moment_has_the_zone_that_it_names(text, expected):
    assert moment(text) == expected
    assert moment(text).utcoffset() == expected.utcoffset()


def test_parts_of_a_second_are_kept():
    assert moment("2019-03-12T14:05:00.25Z") == at(0).replace(microsecond=250_000)
    assert moment("2019-03-12 14:05:00,123456789").microsecond == 123_456


@pytest.mark.parametrize("text", ["", "  \n"])
def test_nothing_is_no_moment(text):
    assert moment(text) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2020-02-31", "“2020-02-31” is not a day of the calendar"),
        ("31.02.2020 10:00", "“31.02.2020 10:00” is not a day of the calendar"),
        ("0000-00-00 00:00:00", "“0000-00-00 00:00:00” is not a day of the calendar"),
        ("20201340", "“20201340” is not a day of the calendar"),
        ("2019-03-12 25:00", "“2019-03-12 25:00” has a time that no clock shows"),
        ("2019-03-12 14:05 +99:00", "“2019-03-12 14:05 +99:00” has a time that no clock shows"),
        ("2019-03-12 14:05 QZX", "“2019-03-12 14:05 QZX” is in a zone that is not known"),
        ("12/07/2025", "“12/07/2025” means different days in different countries"),
        ("12-07-2025", "“12-07-2025” means different days in different countries"),
        ("tomorrow", "“tomorrow” is not a date"),
        ("12 Foo 2019", "“12 Foo 2019” is not a date"),
        ("2019", "“2019” is not a date"),
        ("43831.5", "“43831.5” is not a date"),
        ("14:05", "“14:05” is not a date"),
        ("9" * 90, f"“{'9' * 90}” is not a date"),
        ("x" * 200, f"“{'x' * 60}…” is not a date"),
    ],
)
def test_what_is_no_moment_is_told_in_a_sentence(text, sentence):
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 -- the message is compared as a whole
        moment(text)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("text", "month_first", "expected"),
    [
        ("12/03/2019", False, DAY),
        ("03/12/2019", True, DAY),
        ("3/12/19 2:05 pm", True, NOON),
        ("25/03/2019", None, datetime(2019, 3, 25)),
        ("03/25/2019", None, datetime(2019, 3, 25)),
        ("25/03/2019", True, datetime(2019, 3, 25)),
        ("05/05/2019", None, datetime(2019, 5, 5)),
        ("12.03.2019", True, DAY),
    ],
)
def test_order_of_day_and_month_is_followed_or_seen(text, month_first, expected):
    assert moment(text, month_first) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12/31/2025", True),
        ("31/12/2025 10:00", False),
        ("31-12-25", False),
        ("Wed, 12/31/2025 - 10:00", True),
        ("01/02/2025", None),
        ("31.12.2025", None),
        ("2025-12-31", None),
        ("99/99/2025", None),
        ("", None),
    ],
)
def test_order_is_told_by_a_day_beyond_the_twelfth(text, expected):
    assert month_comes_first(text) is expected


@pytest.mark.parametrize(
    ("year", "expected"), [("70", 1970), ("99", 1999), ("00", 2000), ("69", 2069)]
)
def test_two_digits_are_a_year_of_the_web(year, expected):
    assert moment(f"12.03.{year}").year == expected


@given(st.datetimes(min_value=datetime(1900, 1, 1)).map(lambda value: value.replace(microsecond=0)))
def test_every_moment_is_read_back(value):
    for form in (
        "%Y-%m-%d %H:%M:%S",
        "%d.%m.%Y %H:%M:%S",
        "%d %B %Y %H:%M:%S",
        "%b %d, %Y %I:%M:%S %p",
    ):
        assert moment(value.strftime(form)) == value
    assert moment(value.replace(tzinfo=UTC).isoformat()) == value.replace(tzinfo=UTC)


@given(st.text(max_size=120))
def test_arbitrary_text_is_a_moment_or_refused_in_a_sentence(text):
    try:
        found = moment(text)
    except ValueError as error:
        found = str(error)
    assert found is None or isinstance(found, datetime) or found.startswith("“")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tue, 03/10/2020 - 14:30", datetime(2020, 3, 10, 14, 30)),
        ("Sat 03/10/2020", datetime(2020, 10, 3)),
        ("20170418 12:30:00", datetime(2017, 4, 18, 12, 30)),
        ("20170418 9:05", datetime(2017, 4, 18, 9, 5)),
    ],
)
def test_weekday_tells_the_order_and_a_day_may_be_eight_digits(text, expected):
    assert moment(text) == expected


@pytest.mark.parametrize("text", ["Mon, 03/02/2020", "Fri, 03/10/2020"])
def test_weekday_of_both_days_or_of_neither_tells_nothing(text):
    with pytest.raises(ValueError, match="means different days"):
        moment(text)
