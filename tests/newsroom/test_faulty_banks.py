"""Banks played by a server of this machine, well and badly, and the command that asks them."""

import gzip
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from io import StringIO
from urllib.parse import parse_qs

import pytest
from django.core.management import call_command

from newsroom import fetching
from newsroom.fetching import Limits
from tests.web import answer, dripping, flood, raw, serving, silence
from tickers import derivation
from tickers.models import Fixing, Run

pytestmark = pytest.mark.django_db
#: A Thursday evening in Bishkek and Dushanbe: the rates of the day are there.
NOW = datetime(2026, 5, 21, 14, tzinfo=UTC)
TODAY, YESTERDAY = date(2026, 5, 21), date(2026, 5, 20)
HURRIED = Limits(silence=0.4, whole=1, tries=1, pace=0)
HOSTS = {"nbt": "https://www.nbt.tj", "nbkr": "https://www.nbkr.kg"}
PATH = "/nbt/en/kurs/export_xml.php"
KEPT = (("USD", 1, "9.3000"), ("KGS", 10, "1.0680"), ("CNY", 1, "1.2900"))


@pytest.fixture
def web(settings, monkeypatch, time_machine):
    time_machine.move_to(NOW, tick=True)
    monkeypatch.setattr(fetching, "client", partial(fetching.client, limits=HURRIED))
    with serving() as web:
        settings.FETCH_ALLOW = [web.place()]
        settings.RATE_RELAYS = {host: web.url(f"/{name}") for name, host in HOSTS.items()}
        yield web


def tajik(*rows, day=TODAY):
    listed = "".join(
        f"<Valute><CharCode>{code}</CharCode><Nominal>{nominal}</Nominal>"
        f"<Value>{value}</Value></Valute>"
        for code, nominal, value in rows or KEPT
    )
    return f'<?xml version="1.0"?><ValCurs Date="{day}" name="x">{listed}</ValCurs>'.encode()


def dollar(value, nominal=1):
    """What the bank sends when its dollar is this, and everything else as it was."""
    return answer(200, tajik(("USD", nominal, value), *KEPT[1:]))


def update(*arguments):
    """Run the command; return its exit code, what it said and what it complained of."""
    output, complaints, code = StringIO(), StringIO(), 0
    try:
        call_command("update_rates", *arguments, stdout=output, stderr=complaints)
    except SystemExit as stop:
        code = stop.code
    return code, output.getvalue(), complaints.getvalue()


@pytest.fixture
def kept(web):
    """Yesterday's rates, which came as they should."""
    web.answers[PATH] = [answer(200, tajik(day=YESTERDAY))]
    assert update("--provider", "nbt")[0] == 0


GOOD = tajik()
HEAD = b"HTTP/1.1 200 OK\r\n"
KYRGYZ = (
    b'<CurrencyRates Date="21.05.2026"><Currency ISOCode="USD"><Nominal>1</Nominal>'
    b"<Value>87,4500</Value></Currency></CurrencyRates>"
)
RUSSIAN = GOOD.replace(b"2026-05-21", b"21.05.2026").replace(b"9.3000", b"78,4000")
#: What the bank does, and what is said of it.
FAILURES = {
    "silence": (silence, "did not answer in time. Try again later."),
    "drip": (dripping(HEAD + b"\r\n", b" ", 0.1), "did not come whole within 1 seconds. Try"),
    "forbidden": (answer(403, b"<html>No"), "answered 403 Forbidden. Check the address and the"),
    "gone": (answer(404), "answered 404 Not Found. Check the address."),
    "broken": (answer(500), "answered 500 Internal Server Error. Try again later."),
    "busy": (answer(503, Retry_After="3600"), "Try again after 3600 seconds, as it asks."),
    "part": (answer(206, GOOD[:150]), "answered 206 Partial Content."),
    "cut": (answer(200, GOOD[:150], Content_Length="999"), "(received 150 bytes, expected 999)"),
    "cut chunk": (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n99\r\n<Val"), "(incomplete chunk"),
    "cut rates": (answer(200, GOOD[:150]), "what came can't be read to its end"),
    "error": (answer(200, b"<error>None</error>"), "is not what this bank sends: “<error>None</e"),
    "page": (answer(200, b"<!DOCTYPE html><html>"), "a web page came instead of rates."),
    "nothing": (answer(200, b""), "nothing came but an empty answer."),
    "empty list": (answer(200, b'<ValCurs Date="2026-05-21"/>'), "there is not one rate in what"),
    "flood": (flood(50), "is larger than 16 MB; no more is read."),
    "bomb": (answer(200, gzip.compress(bytes(50_000_000)), Content_Encoding="gzip"), "than 16 MB"),
    "no gzip": (answer(200, GOOD, Content_Encoding="gzip"), "packed as gzip can't be unpacked."),
    "private": (answer(302, Location="http://10.0.0.1/"), "from 10.0.0.1: it is no public address"),
    "loop": (answer(302, Location=PATH), "redirects more than 3 times."),
    "to come": (answer(200, tajik(day="2026-06-30")), "the rates of 30 June 2026 were refused."),
    "another": (answer(200, KYRGYZ), "is not what this bank sends: “<CurrencyRates"),
    "similar": (answer(200, RUSSIAN), "“21.05.2026” is no date like 2026-05-24): it may be anothe"),
    "rubbish": (raw(b"rubbish\r\n\r\n"), "could not be read: illegal status line"),
}


@pytest.mark.parametrize("fault", FAILURES)
def test_failure_is_told_and_the_last_good_rate_stays(web, kept, fault):
    fails, sentence = FAILURES[fault]
    web.answers[PATH] = [fails]
    code, said, complaints = update("--provider", "nbt")
    assert (code, said) == (1, "NBT: failed; what was there before stays.\n")
    assert sentence in complaints
    assert complaints.count("\n") == 1
    run = Run.objects.newest_first()[0]
    assert (run.state, run.new, [f"{problem}\n" for problem in run.problems]) == (
        ("failed", 0, [complaints])
    )
    rate = derivation.rate("USD", "TJS")
    assert (rate.value, rate.date, rate.state) == (Decimal("9.3"), YESTERDAY, "down")


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("0", "“0” is not above zero"),
        ("-9.34", "“-9.34” is not above zero"),
        ("NaN", "“NaN” is no number"),
        ("1e400", "“1e400” is too large for a rate"),
    ],
)
def test_value_that_can_not_be_is_left_out_and_the_others_come(web, kept, value, why):
    web.answers[PATH] = [dollar(value)]
    code, said, complaints = update("--provider", "nbt")
    assert (code, said) == (1, "NBT, the newest: 2 new, 0 unchanged, 0 held for review.\n")
    assert complaints.endswith(f"“USD” of “2026-05-21” is left out, as {why}.\n")
    rate = derivation.rate("USD", "TJS")
    assert (rate.value, rate.date, rate.state) == (Decimal("9.3"), YESTERDAY, "stale")
    assert derivation.rate("CNY", "TJS").date == TODAY


@pytest.mark.parametrize("value", ["10.2300", "8.3700", "93.000"])
def test_value_ten_per_cent_off_is_held_and_not_shown(web, kept, value):
    web.answers[PATH] = [dollar(value)]
    code, said, complaints = update("--provider", "nbt")
    assert (code, complaints) == (0, "")
    assert "3 new, 0 unchanged, 1 held for review.\n  NBT: USD/TJS of 21 May 2026 is held" in said
    assert derivation.rate("USD", "TJS").value == Decimal("9.3")


def test_changed_nominal_is_told_and_counted(web, kept):
    web.answers[PATH] = [dollar("931.00", nominal=100)]
    code, said, _ = update("--provider", "nbt")
    assert code == 0
    assert "the nominal of USD/TJS was 1 on 20 May 2026 and is 100 on 21 May 2026.\n" in said
    assert derivation.rate("USD", "TJS").value == Decimal("9.31")


def test_vanished_currency_is_told_and_its_last_rate_stays(web, kept):
    web.answers[PATH] = [answer(200, tajik(*KEPT[:2]))]
    code, said, _ = update("--provider", "nbt")
    assert code == 0
    assert "on 21 May 2026 there is no CNY/TJS any more; the last was of 20 May 2026.\n" in said
    assert derivation.rate("CNY", "TJS").date == YESTERDAY


def test_where_a_bank_never_answered_the_next_source_does(web):
    somoni = KYRGYZ[KYRGYZ.index(b"<Currency ") :].replace(b"USD", b"TJS")
    both = KYRGYZ.replace(b"</CurrencyRates>", somoni).replace(b"21.05", b"22.05")
    web.answers["/nbkr/XML/daily.xml"] = [answer(200, both)]
    web.answers[PATH] = [answer(403)]
    assert update("--provider", "nbt", "--provider", "nbkr")[0] == 1
    rate = derivation.rate("USD", "TJS", date(2026, 5, 22))
    assert (rate.provider, rate.is_crossed, rate.value) == ("nbkr", True, 1)


# Years of the past --------------------------------------------------------------------------


class Archive:
    """A bank's rates of each day, one somoni a day; what it does instead on some of them."""

    def __init__(self, instead):
        self.instead, self.asked = instead, []

    def __call__(self, handler):
        (day,) = parse_qs(handler.path.partition("?")[2])["date"]
        self.asked.append(day)
        usual = answer(200, tajik(("USD", 1, f"9.{day[8:]}"), day=day))
        self.instead(date.fromisoformat(day), usual)(handler)


@pytest.fixture
def archive(web):
    def make(instead):
        made = Archive(instead)
        web.answers[PATH] = [made]
        return made

    return make


def test_sundays_that_are_not_there_are_no_failure_and_are_not_asked_for_again(archive):
    played = archive(lambda day, usual: answer(404) if day.weekday() == 6 else usual)
    code, said, complaints = update("--provider", "nbt", "--since", "2026-04-20")
    assert (code, complaints) == (0, "")
    assert said == (
        "NBT, 20 April 2026 to 21 May 2026: 28 new, 0 unchanged, 0 held for review.\n"
        "  NBT: it has no rates of 4 days on which it did not work, 26 April 2026 to 17 May 2026.\n"
    )
    assert len(played.asked) == len(set(played.asked)) == 32
    played.asked.clear()
    assert update("--provider", "nbt", "--since", "2026-04-20")[0] == 0
    assert played.asked == []


def test_working_days_that_are_not_there_are_told_and_hold_nothing_up(archive):
    gone = date(2026, 5, 11), date(2026, 5, 15)
    played = archive(lambda day, usual: answer(404) if gone[0] <= day <= gone[1] else usual)
    code, _, complaints = update("--provider", "nbt", "--since", "2026-05-04")
    assert (code, complaints.count("answered 404")) == (1, 5)
    assert Fixing.objects.count() == len(played.asked) - 5 == 13


def test_archive_that_begins_late_is_reached(archive):
    played = archive(lambda day, usual: usual if day >= date(2026, 5, 18) else answer(500))
    update("--provider", "nbt", "--since", "2026-05-04")
    assert Fixing.objects.count() == 4
    assert len(played.asked) == len(set(played.asked)) == 18


def test_bank_that_is_not_there_is_soon_left_alone(archive):
    played = archive(lambda day, usual: answer(403))
    code, _, complaints = update("--provider", "nbt", "--since", "2024-01-01")
    assert code == 1
    assert played.asked == ["2024-01-01", "2024-01-02", "2024-01-03", "2026-05-21"]
    assert complaints.endswith(
        "NBT: after 4 failures in a row it is left alone, with 868 of 872 addresses still to ask. "
        "The same command goes on where this one ended.\n"
    )


def test_day_out_of_range_is_answered_with_todays_rates_which_stay_todays(archive):
    played = archive(lambda day, usual: answer(200, tajik()))
    code, said, _ = update("--provider", "nbt", "--date", "2019-01-09")
    assert code == 0
    assert "was asked for 2019-01-09 and answered with rates of 2026-05-21.\n" in said
    assert set(Fixing.objects.values_list("date", flat=True)) == {TODAY}
    assert derivation.rate("USD", "TJS", date(2019, 1, 9)) is None
    played.asked.clear()
    for _ in range(2):
        update("--provider", "nbt", "--since", "2026-05-11")
    days = [date(2026, 5, day).isoformat() for day in range(11, 21)]
    # Of the last two the bank may still have something to tell.
    assert played.asked == [*days, "2026-05-20"]


def test_correction_of_a_day_is_a_revision_and_what_was_shown_is_known(archive, time_machine):
    played = archive(lambda day, usual: usual)
    update("--provider", "nbt", "--since", "2026-05-18")
    corrected = answer(200, tajik(("USD", 1, "9.25"), day=YESTERDAY))
    played.instead = lambda day, usual: corrected
    time_machine.move_to(NOW + timedelta(hours=1), tick=True)
    code, said, _ = update("--provider", "nbt", "--date", "2026-05-20")
    assert (code, said.count("1 new, 0 unchanged")) == (0, 1)
    assert derivation.rate("USD", "TJS", YESTERDAY).value == Decimal("9.25")
    shown = derivation.rate("USD", "TJS", YESTERDAY, moment=NOW + timedelta(minutes=30))
    assert shown.value == Decimal("9.2")
    assert update("--provider", "nbt", "--date", "2026-05-20")[1].count("0 new, 1 unchanged") == 1
