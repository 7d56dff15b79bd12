"""Asking a provider: what it sends is kept, what can be believed is recorded, all is told."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tickers import derivation
from tickers.derivation import State
from tickers.models import Fixing, Payload, Run
from tickers.models.run import LEASE
from tickers.processes import our_name
from tickers.providers import PROVIDERS
from tickers.providers.provider import Provider, Publishing, Request
from tickers.providers.record import Doubt, FixingRecord, UnreadablePayload
from tickers.updating import update, update_from_file

pytestmark = pytest.mark.django_db
#: A Friday noon in Dushanbe.
NOW = datetime(2026, 5, 22, 7, tzinfo=UTC)
TODAY = date(2026, 5, 22)
HOST = "https://bank.example"


def parse(payload, day=None):
    """A bank's JSON: a day and rates; or what the bank says instead."""
    try:
        data = json.loads(payload)
        rates, written = data["rates"], date.fromisoformat(data["date"])
    except (ValueError, KeyError):
        raise UnreadablePayload(
            f"Bank: what came is no list of rates: {payload[:20].decode()}"
        ) from None
    doubts = [Doubt(text) for text in data.get("doubts", [])]
    if day and written != day:
        text = f"Bank was asked for {day} and answered with rates of {written}."
        doubts.append(Doubt(text, is_of_another_day=True))
    return [FixingRecord(code, "TJS", 1, Decimal(v), written) for code, v in rates.items()] + doubts


def address(day):
    return [Request(f"{HOST}/{day or 'newest'}", day)]


BANK = Provider(
    name="nbt",
    title="Bank",
    home="TJS",
    zone="Asia/Dushanbe",
    source=HOST,
    parse=parse,
    address=address,
    publishes=Publishing(time(16)),
)


@dataclass
class Answer:
    content: bytes = b""
    status: int = 200
    etag: str = ""
    last_modified: str = ""
    not_modified: bool = False


def rates(day=TODAY, doubts=(), **values):
    values = values or {"USD": "9.20", "EUR": "10.5"}
    return json.dumps({"date": str(day), "rates": values, "doubts": list(doubts)}).encode()


class Web:
    """Answers by addresses; an exception is raised. It remembers what it was asked."""

    def __init__(self, **answers):
        self.answers, self.asked = answers, []

    def __call__(self, url, **options):
        self.asked.append((url.removeprefix(f"{HOST}/"), options))
        answer = self.answers.get(url.removeprefix(f"{HOST}/"), OSError(f"{url} is not there."))
        if isinstance(answer, BaseException):
            raise answer
        return answer if isinstance(answer, Answer) else Answer(answer)

    @property
    def urls(self):
        return [url for url, _ in self.asked]


def ask(web, days=None, bank=BANK, now=NOW, **options):
    return update(bank, days, web, now=now, **options)


# The newest ---------------------------------------------------------------------------------


def test_newest_rates_are_kept_with_what_they_came_from():
    run = ask(Web(newest=rates()))
    assert (run.state, run.new, run.unchanged, run.held, run.asked) == ("done", 2, 0, 0, 1)
    assert (run.doubts, run.problems, run.error, run.is_well) == ([], [], "", True)
    assert (run.began, run.days) == (NOW, "the newest")
    payload = Payload.objects.get()
    assert (payload.url, payload.content) == (f"{HOST}/newest", rates())
    assert {fixing.payload for fixing in Fixing.objects.all()} == {payload}
    assert {fixing.fetched_at for fixing in Fixing.objects.all()} == {NOW}


def test_same_bytes_of_an_address_are_kept_once_and_change_nothing():
    web = Web(newest=rates())
    ask(web)
    run = ask(web, now=NOW + timedelta(hours=1))
    assert (run.new, run.unchanged) == (0, 2)
    payload = Payload.objects.get()
    assert (payload.fetched_at, payload.seen_at) == (NOW, NOW + timedelta(hours=1))


def test_bank_is_asked_whether_anything_has_changed():
    web = Web(newest=Answer(rates(), etag='"1"', last_modified="Fri, 22 May 2026 07:00:00 GMT"))
    ask(web)
    web.answers["newest"] = Answer(status=304, not_modified=True)
    run = ask(web, now=NOW + timedelta(hours=1))
    asked = {"etag": '"1"', "last_modified": "Fri, 22 May 2026 07:00:00 GMT"}
    assert web.asked == [("newest", {}), ("newest", asked)]
    assert (run.state, run.new, run.unchanged) == ("done", 0, 2)
    assert Payload.objects.get().seen_at == NOW + timedelta(hours=1)


def test_what_could_not_be_read_is_asked_for_again_without_conditions():
    web = Web(newest=Answer(b"<html>", etag='"1"'))
    ask(web)
    ask(web)
    assert web.asked == [("newest", {})] * 2


def test_correction_by_the_bank_is_a_revision():
    web = Web(newest=rates(USD="9.20", EUR="10.5"))
    ask(web)
    web.answers["newest"] = rates(USD="9.21", EUR="10.5")
    run = ask(web)
    assert (run.new, run.unchanged) == (1, 1)
    assert Payload.objects.count() == 2
    assert derivation.rate("USD", "TJS", TODAY).value == Decimal("9.21")


def test_doubts_and_held_rates_are_told():
    ask(Web(newest=rates(date(2026, 5, 21))))
    run = ask(Web(newest=rates(USD="92", EUR="10.5", doubts=["Bank: a row is left out."])))
    assert run.held == 1
    assert run.doubts[0] == "Bank: a row is left out."
    assert run.doubts[1].startswith("NBT: USD/TJS of 22 May 2026 is held")
    assert run.is_well


def test_key_is_asked_with_and_never_kept():
    bank = replace(BANK, address=lambda day: [Request(f"{HOST}/{{key}}")])
    web = Web(secret=rates())
    ask(web, bank=bank, key="secret")
    assert web.urls == ["secret"]
    assert Payload.objects.get().url == f"{HOST}/{{key}}"


def test_what_is_posted_is_given_to_the_fetch():
    request = Request(f"{HOST}/soap", body=b"<ask/>", headers=(("SOAPAction", "ask"),))
    web = Web(soap=Answer(rates(), etag='"1"'))
    for _ in range(2):
        ask(web, bank=replace(BANK, address=lambda day: [request]))
    assert web.asked == [("soap", {"body": b"<ask/>", "headers": (("SOAPAction", "ask"),)})] * 2


def test_bank_without_a_newest_is_asked_for_today():
    bank = replace(BANK, address=lambda day: address(day) if day else [])
    web = Web(**{str(TODAY): rates()})
    assert ask(web, bank=bank).new == 2


def test_newest_of_a_holiday_may_not_be_there():
    holiday = datetime(2026, 5, 9, 7, tzinfo=UTC)
    bank = replace(BANK, address=lambda day: address(day) if day else [])
    run = ask(Web(**{"2026-05-09": Answer(status=404)}), bank=bank, now=holiday)
    assert (run.state, run.doubts) == (
        "done",
        ["NBT: it has no rates of 9 May 2026, when it did not work."],
    )
    later = NOW - timedelta(days=1)
    assert ask(Web(**{"2026-05-21": Answer(status=404)}), bank=bank, now=later).state == "failed"


@pytest.mark.parametrize(
    ("last", "which"), [(24, "24 May 2026"), (25, "24 May 2026 to 25 May 2026")]
)
def test_days_on_which_a_bank_publishes_nothing_are_not_said_to_be_kept(last, which):
    bank = replace(BANK, address=lambda day: [])
    run = ask(Web(), (date(2026, 5, 24), date(2026, 5, last)), bank=bank)
    assert run.doubts == [f"NBT publishes nothing on {which}."]


def test_bank_that_publishes_nothing_today_is_not_asked():
    run = ask(Web(), bank=replace(BANK, address=lambda day: []))
    assert (run.state, run.asked, run.is_well) == ("done", 0, True)
    assert run.doubts == ["NBT publishes nothing on 22 May 2026."]


# What goes wrong ----------------------------------------------------------------------------


def test_failed_fetch_keeps_the_last_good_and_is_told():
    ask(Web(newest=rates()))
    run = ask(Web(newest=OSError("bank.example did not answer in time. Try again later.")))
    sentence = "NBT: bank.example did not answer in time. Try again later."
    assert (run.state, run.problems, run.error) == ("failed", [sentence], sentence)
    assert not run.is_well
    assert run.ended is not None
    assert derivation.rate("USD", "TJS", TODAY).value == Decimal("9.20")


@pytest.mark.parametrize("status", [403, 404, 500])
def test_error_status_is_no_rates(status):
    run = ask(Web(newest=Answer(b"<html>Sorry</html>", status)))
    assert run.problems == [f"NBT: it answered {status} instead of rates."]
    assert not Payload.objects.exists()


def test_what_nobody_can_read_is_kept_to_be_looked_at():
    run = ask(Web(newest=b"<html>Sorry"))
    sentence = "Bank: what came is no list of rates: <html>Sorry"
    assert (run.state, run.problems) == ("failed", [sentence])
    payload = Payload.objects.get()
    assert (payload.problem, payload.content) == (sentence, b"<html>Sorry")
    assert not Fixing.objects.exists()


def test_parser_that_breaks_is_a_failed_bank_and_no_traceback():
    def broken(payload, day=None):
        raise ZeroDivisionError("division by zero")

    run = ask(Web(newest=rates()), bank=replace(BANK, parse=broken))
    assert run.problems == ["NBT: division by zero"]
    assert Payload.objects.get().problem == "NBT: division by zero"


def test_what_was_not_recorded_is_sent_again_when_asked_for():
    """A bank answers 304 to who has its file: only who has recorded all of it says so."""

    def parse_all(payload, day=None):
        days = [date(2026, 5, day) for day in (13, 14, 15, 18, 19, 20, 21)]
        return [FixingRecord("USD", "TJS", 1, Decimal(9), day) for day in days]

    bank = replace(BANK, parse=parse_all, history=lambda since, until: [Request(f"{HOST}/all")])
    web = Web(all=Answer(b"x", etag='"1"', last_modified="Thu"))
    assert ask(web, WEEK, bank=bank).new == 4
    assert ask(web, (date(2026, 5, 1), TODAY), bank=bank).new == 3
    ask(web, (date(2026, 5, 1), TODAY), bank=bank)
    nothing = {"etag": "", "last_modified": ""}
    marks = {"etag": '"1"', "last_modified": "Thu"}
    assert [options for _, options in web.asked] == [{}, nothing, marks]


def test_rates_of_a_day_to_come_are_asked_for_again_without_conditions():
    web = Web(newest=Answer(rates(date(2026, 5, 26)), etag='"1"'))
    assert ask(web).state == "failed"
    assert ask(web, now=NOW + timedelta(days=3)).new == 2
    assert web.asked == [("newest", {})] * 2


def test_who_is_killed_while_recording_has_kept_neither_bytes_nor_rates(monkeypatch):
    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("tickers.recording._insert", killed)
    with pytest.raises(KeyboardInterrupt):
        ask(Web(newest=Answer(rates(), etag='"1"')))
    assert not Payload.objects.exists()


def test_impossible_rate_is_refused_and_the_others_are_kept():
    run = ask(Web(newest=rates(USD="-1", EUR="10.5")))
    assert (run.state, run.new, run.is_well) == ("done", 1, False)
    assert run.problems == ["NBT: USD/TJS of 2026-05-22 was refused. A rate is greater than zero."]


@pytest.mark.parametrize(("day", "is_kept"), [(23, True), (25, True), (26, False), (31, False)])
def test_rate_of_a_day_after_the_next_working_day_is_refused(day, is_kept):
    """It is Friday; a bank may publish for Saturday, or already for Monday."""
    run = ask(Web(newest=rates(date(2026, 5, day))))
    assert Fixing.objects.exists() is is_kept
    assert run.is_well is is_kept
    if not is_kept:
        (problem,) = run.problems
        assert problem.startswith(f"NBT: the rates of {day} May 2026 were refused.")
        assert problem.endswith("it can have none of a day after 25 May 2026.")


def test_row_that_the_provider_left_out_is_a_problem():
    def parse_one(payload, day=None):
        refused = Doubt("Bank: “USD” is left out, as “1e400” is too large.", is_refusal=True)
        return [FixingRecord("EUR", "TJS", 1, Decimal(10), TODAY), refused]

    run = ask(Web(newest=b"x"), bank=replace(BANK, parse=parse_one))
    assert (run.state, run.new, run.doubts, run.is_well) == ("done", 1, [], False)
    assert run.problems == ["Bank: “USD” is left out, as “1e400” is too large."]


def test_only_the_days_too_far_off_are_refused():
    def parse_two(payload, day=None):
        return [FixingRecord("USD", "TJS", 1, Decimal(9), date(2026, 5, d)) for d in (22, 30)]

    run = ask(Web(newest=b"x"), bank=replace(BANK, parse=parse_two))
    assert (run.state, run.new, len(run.problems)) == ("done", 1, 1)


def test_bank_that_failed_is_down_once_a_fixing_is_missed(time_machine):
    time_machine.move_to(NOW, tick=False)
    ask(Web(newest=rates(date(2026, 5, 19))))
    assert derivation.rate("USD", "TJS").state == State.STALE
    ask(Web())
    assert derivation.rate("USD", "TJS").state == State.DOWN


def test_one_of_several_addresses_may_fail():
    bank = replace(BANK, address=lambda day: [Request(f"{HOST}/daily"), Request(f"{HOST}/weekly")])
    run = ask(Web(daily=rates()), bank=bank)
    assert (run.state, run.new, run.asked) == ("done", 2, 2)
    assert run.problems == ["NBT: https://bank.example/weekly is not there."]
    assert not run.is_well


def test_interrupted_run_says_so_and_keeps_what_it_had():
    web = Web(**{"2026-05-18": rates(date(2026, 5, 18)), "2026-05-19": KeyboardInterrupt()})
    with pytest.raises(KeyboardInterrupt):
        ask(web, (date(2026, 5, 18), date(2026, 5, 19)))
    run = Run.objects.get()
    assert (run.state, run.new, run.error) == ("failed", 2, "It broke off: KeyboardInterrupt")
    assert Fixing.objects.count() == 2


# The past -----------------------------------------------------------------------------------

WEEK = date(2026, 5, 18), date(2026, 5, 22)


def days_of(*numbers):
    return [f"2026-05-{number}" for number in numbers]


def test_days_that_are_kept_are_not_asked_for_again():
    web = Web(**{day: rates(date.fromisoformat(day)) for day in days_of(18, 19, 20, 21, 22)})
    del web.answers["2026-05-20"]
    run = ask(web, WEEK)
    assert (run.new, run.asked, len(run.problems)) == (8, 5, 1)
    web.answers["2026-05-20"] = rates(date(2026, 5, 20))
    web.asked.clear()
    run = ask(web, WEEK)
    assert web.urls == days_of(20)
    assert (run.new, run.state) == (2, "done")
    run = ask(web, WEEK)
    assert (run.asked, run.doubts) == (0, ["NBT: all of these days are kept already."])


def test_weekend_that_was_answered_with_another_day_is_not_asked_for_again():
    weekend = date(2026, 5, 16), date(2026, 5, 17)
    web = Web(**dict.fromkeys(days_of(16, 17), rates(date(2026, 5, 15))))
    run = ask(web, weekend)
    assert (run.new, run.unchanged) == (2, 2)
    assert run.doubts == [
        "NBT: it has no rates of 2 days on which it did not work, 16 May 2026 to 17 May 2026."
    ]
    assert {fixing.date for fixing in Fixing.objects.all()} == {date(2026, 5, 15)}
    web.asked.clear()
    ask(web, weekend)
    assert web.asked == []
    web.answers |= {day: rates(date.fromisoformat(day)) for day in days_of(18, 19, 20, 21, 22)}
    ask(web, (date(2026, 5, 16), TODAY))
    assert web.urls == days_of(18, 19, 20, 21, 22)


def test_answer_about_a_day_that_may_not_be_over_is_asked_for_again():
    days = date(2026, 5, 21), TODAY
    web = Web(**dict.fromkeys(days_of(21, 22), rates(date(2026, 5, 21))))
    ask(web, days)
    ask(web, days, now=NOW + timedelta(days=1))
    assert web.urls == days_of(21, 22, 22)
    ask(web, days, now=NOW + timedelta(days=2))
    ask(web, days, now=NOW + timedelta(days=3))
    assert web.urls == days_of(21, 22, 22, 22)


def test_one_day_is_asked_for_again_though_it_is_kept():
    web = Web(**{"2026-05-20": rates(date(2026, 5, 20), USD="9.20")})
    for value in ("9.20", "9.20", "9.25"):
        web.answers["2026-05-20"] = rates(date(2026, 5, 20), USD=value)
        run = ask(web, (date(2026, 5, 20),) * 2)
    assert (len(web.asked), run.new, Fixing.objects.count()) == (3, 1, 2)


def test_range_is_asked_at_once_where_the_bank_has_that_and_only_its_days_count():
    def parse_range(payload, day=None):
        start = date(2026, 5, 1)
        return [
            FixingRecord("USD", "TJS", 1, Decimal(9), start + timedelta(days=step))
            for step in range(21)
        ]

    bank = replace(
        BANK,
        parse=parse_range,
        history=lambda since, until: [Request(f"{HOST}/{since}-{until}")],
    )
    web = Web(**{"2026-05-18-2026-05-22": b"x"})
    run = ask(web, WEEK, bank=bank)
    assert (run.asked, run.new) == (1, 4)
    assert (run.since, run.until) == WEEK
    assert run.days == "18 May 2026 to 22 May 2026"


def test_bank_that_fails_three_times_and_has_not_the_last_either_is_left_alone():
    web = Web()
    run = ask(web, WEEK)
    assert web.urls == days_of(18, 19, 20, 22)
    assert (run.state, len(run.problems)) == ("failed", 5)
    assert run.problems[-1] == (
        "NBT: after 4 failures in a row it is left alone, with 1 of 5 addresses still to ask. "
        "The same command goes on where this one ended."
    )


def test_bank_that_has_the_last_is_asked_for_the_others():
    web = Web(**{day: rates(date.fromisoformat(day)) for day in days_of(21, 22)})
    run = ask(web, WEEK)
    assert web.urls == days_of(18, 19, 20, 22, 21)
    assert (run.state, run.new, len(run.problems)) == ("done", 4, 3)


class NotThere(Exception):
    status = 404


def test_day_off_that_is_not_there_is_only_told():
    weekend = date(2026, 5, 16), date(2026, 5, 17)
    web = Web(**dict.fromkeys(days_of(16, 17), NotThere("It answered 404.")))
    run = ask(web, weekend)
    assert (run.state, run.problems, run.doubts) == (
        "done",
        [],
        [
            "NBT: it has no rates of 2 days on which it did not work, 16 May 2026 to 17 May 2026.",
        ],
    )
    ask(web, weekend)
    assert web.urls == days_of(16, 17)
    sunday = Web(**{"2026-05-17": Answer(status=404), "2026-05-18": rates(date(2026, 5, 18))})
    Payload.objects.all().delete()
    run = ask(sunday, (weekend[1], date(2026, 5, 18)))
    assert run.doubts == ["NBT: it has no rates of 17 May 2026, when it did not work."]


def test_working_day_that_is_still_not_there_a_day_later_is_not_asked_for_again():
    tuesday = date(2026, 5, 19)
    days = date(2026, 5, 18), date(2026, 5, 20)
    web = Web(**{day: rates(date.fromisoformat(day)) for day in days_of(18, 20)})
    web.answers[str(tuesday)] = NotThere("It answered 404.")
    for hours in (0, 23):
        run = ask(web, days, now=NOW + timedelta(hours=hours))
        assert (run.problems, run.doubts) == (["NBT: It answered 404."], [])
    assert Payload.objects.forget_unreadable(NOW + timedelta(days=400)) == 0
    run = ask(web, days, now=NOW + timedelta(days=40))
    assert (run.state, run.is_well, run.doubts) == (
        "done",
        True,
        ["NBT: it has no rates of 19 May 2026, when it should have worked, and still says so."],
    )
    web.asked.clear()
    run = ask(web, days, now=NOW + timedelta(days=41))
    assert (web.asked, run.doubts) == ([], ["NBT: all of these days are kept already."])
    web.answers[str(tuesday)] = rates(tuesday)
    assert ask(web, (tuesday, tuesday), now=NOW + timedelta(days=42)).new == 2


def test_day_that_may_not_be_over_is_not_believed_to_have_nothing():
    days = date(2026, 5, 25), date(2026, 5, 25)
    web = Web(**{"2026-05-25": Answer(status=404)})
    assert ask(web, days).state == "failed"
    assert ask(web, days, now=NOW + timedelta(days=4)).state == "failed"
    assert ask(web, days, now=NOW + timedelta(days=5)).is_well


def test_address_of_all_days_says_nothing_of_one():
    bank = replace(BANK, address=lambda day: [Request(f"{HOST}/soap", day, body=b"<ask/>")])
    for later in (0, 2):
        now = NOW + timedelta(days=later)
        assert ask(Web(soap=Answer(status=404)), WEEK[:1] * 2, bank, now).state == "failed"


@pytest.mark.parametrize("status", [403, 500])
def test_what_is_no_answer_about_a_day_is_never_remembered(status):
    web = Web(**{"2026-05-18": Answer(status=status)})
    for later in (0, 2, 40):
        run = ask(web, WEEK[:1] * 2, now=NOW + timedelta(days=later))
        assert run.problems == [f"NBT: it answered {status} instead of rates."]


@pytest.mark.parametrize("day", [16, 18])
def test_day_of_which_the_bank_says_that_it_has_nothing_is_told(day):
    empty = replace(BANK, parse=lambda payload, day=None: [])
    asked = date(2026, 5, day), date(2026, 5, day)
    run = ask(Web(**{str(asked[0]): b"x"}), asked, bank=empty)
    assert (run.is_well, run.doubts) == (True, [f"NBT: it has no rates of {day} May 2026."])


def test_single_day_that_is_answered_with_another_is_told_by_itself():
    saturday = date(2026, 5, 16)
    run = ask(Web(**{"2026-05-16": rates(date(2026, 5, 15))}), (saturday, saturday))
    assert run.doubts == ["Bank was asked for 2026-05-16 and answered with rates of 2026-05-15."]
    run = ask(Web(**{"2026-05-16": Answer(status=404)}), (saturday, saturday))
    assert run.doubts == ["NBT: it has no rates of 16 May 2026, when it did not work."]
    assert run.is_well


@pytest.mark.parametrize(
    ("days", "url", "status"),
    [(None, "newest", 404), (WEEK[:1] * 2, "2026-05-18", 404), (WEEK[:1] * 2, "2026-05-18", 403)],
)
def test_working_day_or_newest_that_is_not_there_is_a_failure(days, url, status):
    assert ask(Web(**{url: Answer(status=status)}), days).state == "failed"


# One at a time ------------------------------------------------------------------------------


def test_provider_is_asked_by_one_run_at_a_time():
    going_on = Run.objects.begin("nbt", NOW)
    assert ask(Web(newest=rates())) is None
    assert Run.objects.begin("cbu", NOW) is not None
    later = NOW + LEASE + timedelta(seconds=1)
    run = ask(Web(newest=rates()), now=later)
    assert run.new == 2
    going_on.refresh_from_db()
    assert going_on.state == "failed"
    assert going_on.error.startswith("It was interrupted")


def test_run_whose_process_is_dead_holds_nobody_up():
    dead = Run.objects.begin("nbt", NOW)
    # The numbers of processes end long before.
    Run.objects.filter(pk=dead.pk).update(process=f"{our_name().rpartition(':')[0]}:{2**31 - 1}")
    assert ask(Web(newest=rates())).new == 2
    dead.refresh_from_db()
    assert (dead.state, dead.error.partition(";")[0]) == ("failed", "It was interrupted")


def test_process_of_another_machine_is_believed_to_be_alive_until_it_is_silent():
    elsewhere = Run.objects.begin("nbt", NOW)
    Run.objects.filter(pk=elsewhere.pk).update(process=f"elsewhere.example:{2**31 - 1}")
    assert ask(Web(newest=rates())) is None


def test_last_run_of_each_provider():
    for state in ("failed", "done", "running"):
        Run.objects.create(
            provider="nbt", began=timezone.now(), seen_at=timezone.now(), state=state
        )
    Run.objects.create(provider="cbu", began=NOW, seen_at=NOW, state="failed")
    last = Run.objects.last_of_each()
    assert [(run.provider, run.state) for run in last] == [("cbu", "failed"), ("nbt", "done")]


# Files --------------------------------------------------------------------------------------


def test_file_is_read_as_if_the_bank_had_sent_it():
    run = update_from_file(BANK, rates(), "nbt.json", now=NOW)
    assert (run.new, run.file, run.days) == (2, "nbt.json", "the file nbt.json")
    assert Payload.objects.get().url == "nbt.json"


def test_file_of_another_bank_is_refused():
    ecb = b'<gesmes:Envelope xmlns:gesmes="x"><Cube time="2026-05-22"/></gesmes:Envelope>'
    run = update_from_file(PROVIDERS["nbt"], ecb, "ecb.xml", now=NOW)
    assert (run.state, run.new) == ("failed", 0)
    assert "National Bank of Tajikistan" in run.problems[0]


def test_days_of_a_file_can_be_chosen():
    content = b"date,base,quote,value\n2026-05-20,USD,KGS,87\n2026-05-21,USD,KGS,88\n"
    since = date(2026, 5, 21), TODAY
    run = update_from_file(PROVIDERS["csv"], content, "rates.csv", days=since, now=NOW)
    assert [fixing.value for fixing in Fixing.objects.all()] == [88]
    assert run.is_well


# What is forgotten --------------------------------------------------------------------------


def test_what_nobody_could_read_is_forgotten_after_a_month():
    ask(Web(newest=b"<html>"))
    ask(Web(newest=rates()), now=NOW)
    assert Payload.objects.forget_unreadable(NOW + timedelta(days=29)) == 0
    assert Payload.objects.forget_unreadable(NOW + timedelta(days=31)) == 1
    assert Payload.objects.get().problem == ""
