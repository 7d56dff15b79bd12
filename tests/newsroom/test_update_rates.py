"""The command that asks banks for rates, the worker that does when they publish, and the client."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from newsroom import rates
from newsroom.fetching import FetchError
from newsroom.management.commands import update_rates, worker
from tickers.models import Fixing, Run
from tickers.providers import PROVIDERS

pytestmark = pytest.mark.django_db
#: Half past four in the afternoon of a Thursday, in Dushanbe and in Tashkent.
NOW = datetime(2026, 5, 21, 11, 30, tzinfo=UTC)
NBT = """<?xml version="1.0" encoding="utf-8" ?>
<ValCurs Date="{day}" name="Foreign Currency Market">
<Valute ID="840"><CharCode>USD</CharCode><Nominal>1</Nominal><Value>{value}</Value></Valute>
</ValCurs>"""


@dataclass
class Answer:
    content: bytes
    status: int = 200
    etag: str = ""
    last_modified: str = ""
    not_modified: bool = False


class Bank:
    """The bank of Tajikistan, in place of the network: it has rates of `days`, else it fails."""

    def __init__(self, *days):
        self.days, self.asked = days, []

    def __call__(self, url, **conditions):
        self.asked.append(url)
        day = next((day for day in self.days if f"date={day}" in url), None)
        if "nbt.tj" in url and "date=" not in url and self.days:
            day = self.days[-1]
        if day is None:
            raise FetchError(f"{url} was not found. Check the address.")
        return Answer(NBT.format(day=day, value="9.3450").encode())


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def bank(monkeypatch):
    bank = Bank("2026-05-21")
    monkeypatch.setattr(update_rates, "fetcher", lambda: bank)
    return bank


def run(*arguments):
    """Run the command; return its exit code, what it said and what it complained of."""
    output, complaints = StringIO(), StringIO()
    code = 0
    try:
        call_command("update_rates", *arguments, stdout=output, stderr=complaints)
    except SystemExit as stop:
        code = stop.code
    except CommandError as error:
        code = error.returncode
        complaints.write(str(error))
    return code, output.getvalue(), complaints.getvalue()


# The command --------------------------------------------------------------------------------


def test_newest_rates_of_one_provider(bank):
    said = "NBT, the newest: 1 new, 0 unchanged, 0 held for review.\n"
    assert run("--provider", "nbt") == (0, said, "")
    assert bank.asked == ["https://www.nbt.tj/en/kurs/export_xml.php?export=xmlout"]
    fixing = Fixing.objects.get()
    assert (fixing.provider, fixing.published, fixing.date) == ("nbt", "9.3450", date(2026, 5, 21))


def test_rates_of_one_day_and_of_all_since(bank):
    bank.days = ("2026-05-18", "2026-05-19", "2026-05-20", "2026-05-21")
    assert run("--provider", "nbt", "--date", "2026-05-19")[0] == 0
    assert Fixing.objects.get().date == date(2026, 5, 19)
    code, said, _ = run("--provider", "nbt", "--since", "2026-05-18")
    assert (code, said) == (
        0,
        "NBT, 18 May 2026 to 21 May 2026: 3 new, 0 unchanged, 0 held for review.\n",
    )
    assert Fixing.objects.count() == 4


def test_rates_that_a_bank_has_published_for_tomorrow_are_asked_for(bank):
    bank.days = ("2026-05-22",)
    said = "NBT, 22 May 2026: 1 new, 0 unchanged, 0 held for review.\n"
    assert run("--provider", "nbt", "--date", "2026-05-22") == (0, said, "")
    assert Fixing.objects.get().date == date(2026, 5, 22)


def test_several_providers_are_asked_and_one_that_fails_is_told(bank):
    code, said, complaints = run("--provider", "cbu", "--provider", "nbt")
    assert code == 1
    assert said.splitlines() == [
        "CBU: failed; what was there before stays.",
        "NBT, the newest: 1 new, 0 unchanged, 0 held for review.",
    ]
    assert complaints.startswith("CBU: https://cbu.uz/")
    assert Run.objects.count() == 2


def test_without_a_name_those_of_the_settings_are_asked(bank, settings):
    settings.RATE_PROVIDERS = ["nbt"]
    assert run()[0] == 0
    settings.RATE_PROVIDERS = []
    assert run()[0] == 1
    assert set(Run.objects.values_list("provider", flat=True)) == {
        *("nbkr", "nbk", "cbu", "nbt", "cbt", "cbr", "ecb")
    }


def test_file_is_read(tmp_path):
    file = tmp_path / "saved.xml"
    file.write_text(NBT.format(day="2024-03-12", value="10.95"))
    code, said, complaints = run("--provider", "nbt", "--from-file", str(file))
    assert (code, complaints) == (0, "")
    assert said == "NBT, the file saved.xml: 1 new, 0 unchanged, 0 held for review.\n"
    assert run("--provider", "nbt", "--from-file", str(file))[1].count("0 new, 1 unchanged") == 1


def test_held_rate_is_told_and_well(tmp_path):
    for day, value in (("2026-05-20", "9"), ("2026-05-21", "90")):
        file = tmp_path / "saved.xml"
        file.write_text(NBT.format(day=day, value=value))
        code, said, _ = run("--provider", "nbt", "--from-file", str(file))
        assert code == 0
    assert "1 held for review.\n  NBT: USD/TJS of 21 May 2026 is held, 90 for 1:" in said


@pytest.mark.parametrize(
    "content", [b"", b"<html>Sorry</html>", b"\x00" * 1000, NBT[:150].encode(), b"[]"]
)
def test_unreadable_file_is_refused_with_a_sentence(tmp_path, content):
    file = tmp_path / "saved.xml"
    file.write_bytes(content)
    code, said, complaints = run("--provider", "nbt", "--from-file", str(file))
    assert (code, said) == (1, "NBT: failed; what was there before stays.\n")
    assert complaints.startswith("National Bank of Tajikistan: ")
    assert complaints.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--provider", "nobody"], "invalid choice: 'nobody'"),
        (["--date", "2026-05-01", "--since", "2026-05-01"], "not allowed with argument"),
        (["--date", "01.05.2026"], "“01.05.2026” is no day like 2026-03-12."),
        (["--date", "2026-05-29"], "No bank has rates of 2026-05-29 to ask for."),
        (["--since", "2026-05-22"], "Give a day from 1990-01-01 to 2026-05-21."),
        (["--since", "1850-01-01"], "Give a day from 1990-01-01 to 2026-05-21."),
        (["--from-file", "x.xml"], "Whose is x.xml? Name one provider"),
        (["--provider", "nbt", "--from-file", "/no/x.xml"], "/no/x.xml can't be read: No such"),
        (["--provider", "csv"], "CSV file has no address."),
        (["--provider", "openexchangerates"], "Set OPENEXCHANGERATES_KEY to yours."),
    ],
)
def test_what_can_not_be_done_ends_with_two_and_a_sentence(bank, arguments, sentence):
    code, said, complaints = run(*arguments)
    if code != 2:
        # argparse raises a CommandError without a code when it is called from Python.
        assert code == 1
        assert "error:" in complaints.lower()
    assert sentence in complaints
    assert said == ""
    assert bank.asked == []


def test_large_file_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(update_rates, "LARGEST", 10)
    file = tmp_path / "saved.xml"
    file.write_bytes(b"x" * 11)
    code, _, complaints = run("--provider", "nbt", "--from-file", str(file))
    assert (code, "more than 64 MB" in complaints) == (2, True)


def test_bank_that_is_being_asked_is_not_asked_twice(bank):
    Run.objects.begin("nbt", NOW)
    code, said, complaints = run("--provider", "nbt")
    assert (code, said) == (1, "")
    assert complaints == "NBT is being asked already. Try again in five minutes.\n"


def test_key_of_the_settings_is_asked_with(bank, settings):
    settings.RATE_KEYS = {"openexchangerates": "abc"}
    run("--provider", "openexchangerates")
    assert bank.asked == ["https://openexchangerates.org/api/latest.json?app_id=abc"]


# The worker ---------------------------------------------------------------------------------


@pytest.fixture
def tajik(settings):
    settings.RATE_PROVIDERS = ["nbt"]
    return PROVIDERS["nbt"]


def test_bank_is_asked_when_it_has_published_and_then_no_more(tajik):
    bank, said = Bank("2026-05-21"), []
    assert rates.take_turn(NOW, said.append, bank) == []
    assert said == ["NBT, the newest: 1 new, 0 unchanged, 0 held for review."]
    assert rates.take_turn(NOW + timedelta(minutes=1), said.append, bank) == []
    assert len(bank.asked) == 1


@pytest.mark.parametrize(
    ("now", "published"),
    [
        ("2026-05-21T16:02:00+05:00", "2026-05-20T16:03:00+05:00"),
        ("2026-05-21T16:03:00+05:00", "2026-05-21T16:03:00+05:00"),
        ("2026-05-24T12:00:00+05:00", "2026-05-22T16:03:00+05:00"),
    ],
)
def test_bank_publishes_on_its_days_by_its_clock(tajik, now, published):
    found = rates.last_published(tajik, datetime.fromisoformat(now))
    assert found == datetime.fromisoformat(published)


def test_bank_that_is_late_is_asked_again_and_in_the_end_left_alone(tajik, time_machine):
    bank = Bank()
    for step in range(3 * rates.MOST):
        time_machine.move_to(NOW + step * rates.AGAIN / 2, tick=False)
        rates.take_turn(NOW + step * rates.AGAIN / 2, fetch=bank)
    assert len(bank.asked) == rates.MOST
    assert rates.due(NOW + timedelta(days=1)) == [tajik]


def test_failure_is_told(tajik):
    (failure,) = rates.take_turn(NOW, fetch=Bank())
    assert failure.startswith("NBT: https://www.nbt.tj/")


def test_provider_without_its_key_is_not_asked(settings):
    settings.RATE_PROVIDERS = ["openexchangerates"]
    assert rates.due(NOW) == []
    settings.RATE_KEYS = {"openexchangerates": "abc"}
    assert rates.due(NOW) == [PROVIDERS["openexchangerates"]]


def test_worker_asks_the_banks(tajik, monkeypatch):
    bank = Bank("2026-05-21")
    monkeypatch.setattr(rates, "fetcher", lambda: bank)
    monkeypatch.setattr(worker, "take_turn", lambda now, say: [])
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)
    monkeypatch.setattr(worker.signal, "signal", lambda number, handler: None)

    def stop(seconds):
        raise KeyboardInterrupt

    monkeypatch.setattr(worker.time, "sleep", stop)
    output = StringIO()
    call_command("worker", stdout=output)
    assert "NBT, the newest: 1 new" in output.getvalue()


# The client ---------------------------------------------------------------------------------


@pytest.fixture
def client(monkeypatch):
    class Client:
        def fetch(self, url, **conditions):
            return url, conditions

    monkeypatch.setattr("newsroom.fetching.client", Client)


def test_client_of_the_project_is_asked(client):
    asked = rates.fetcher()("https://bank.example/", etag='"1"')
    assert asked == ("https://bank.example/", {"etag": '"1"'})


def test_bank_that_is_not_reached_from_here_is_asked_by_a_relay(client, settings):
    settings.RATE_RELAYS = {"https://bank.example": "https://relay.example/bank"}
    fetch = rates.fetcher()
    assert fetch("https://bank.example/a?b=1")[0] == "https://relay.example/bank/a?b=1"
    assert fetch("https://other.example/")[0] == "https://other.example/"
