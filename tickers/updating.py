"""Asks a provider, keeps what it sent, and records what can be believed of it, all told in a Run.

How things are fetched is not known here: `fetch(url, etag="", last_modified="")` returns an object
with `status`, `content`, `etag`, `last_modified` and `not_modified`, or raises an exception whose
text is for a person, with the `status` if there was one. For what is asked by POST it is given
`body` and `headers` as well. Whatever fails, what was there before stays.
"""

from collections import deque
from contextlib import contextmanager
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from tickers.banks import SOURCES
from tickers.models import Fixing, Payload, Run
from tickers.models import Provider as Name
from tickers.models.run import SETTLED
from tickers.providers.provider import Request
from tickers.providers.record import Doubt, UnreadablePayload
from tickers.rates import in_words

#: After so many failures one after the other the last address has to show that the bank is there:
#: some archives begin late, some have a hole. If it fails too, the rest is for another time.
PATIENCE = 3
#: Of those that are no bank nobody knows the working days: a rate of a day further off is a slip.
AHEAD = timedelta(days=7)
_MOST_SENTENCES = 200
_WELL = (200, 203)
_NOT_THERE = (404, 410)
#: That it has nothing of a working day is believed of a bank that still says so after this long.
_STILL = timedelta(days=1)
_ADDRESS = Payload._meta.get_field("url").max_length


def update(provider, days, fetch, *, now=None, key=""):
    """Ask a `tickers.providers` Provider for the newest (`days` None), for one day, or for the days
    between two (both included) that are not kept yet. Returns the Run, or None while another one
    is at it.
    """
    now = now or timezone.now()
    run = Run.objects.begin(provider.name, now, days)
    if run is not None:
        updating = _Update(provider, run, days, now)
        with updating.told():
            updating.ask(fetch, key)
    return run


def update_from_file(provider, content, name, *, days=None, now=None):
    """Record what stands in a file that a Provider can read, of all days or of those between two;
    returns the Run, or None while another one is at it."""
    now = now or timezone.now()
    run = Run.objects.begin(provider.name, now, days, name)
    if run is not None:
        updating = _Update(provider, run, days, now)
        day = days[0] if days and days[0] == days[1] else None
        with updating.told(), updating.trying():
            updating.take(Request(name, day), content)
    return run


class _Refused(Exception):
    """A sentence on why nothing of an answer was kept; `status` is what the answer had."""

    def __init__(self, text, status=None):
        super().__init__(text)
        self.status = status


class _Update:
    """One Run while it goes on."""

    def __init__(self, provider, run, days, now):
        self.provider, self.run, self.days, self.now = provider, run, days, now
        self.title = Name(provider.name).short
        self.today = now.astimezone(ZoneInfo(provider.zone)).date()
        self.failed = self.failed_in_a_row = 0
        self.missing, self.days_off, self.days_without = 0, [], []

    @contextmanager
    def told(self):
        """Whatever happens, the Run says how it ended."""
        run = self.run
        try:
            yield
        except BaseException as error:
            run.state, run.error = Run.State.FAILED, f"It broke off: {_words(error)}"
            raise
        else:
            has_failed = self.failed and self.failed == run.asked - self.missing
            run.state = Run.State.FAILED if has_failed else Run.State.DONE
            run.error = run.problems[0] if has_failed else ""
        finally:
            run.ended = max(timezone.now(), run.began)
            self._save()

    @contextmanager
    def trying(self):
        """One address or file: what goes wrong with it is told, and ends nothing else."""
        self.run.asked += 1
        try:
            yield
        except Exception as error:  # noqa: BLE001 - a bank can send anything, a fetch can raise it.
            self.failed += 1
            self.failed_in_a_row += 1
            self._tell(self.run.problems, self._sentence(error))
        else:
            self.failed_in_a_row = 0

    def ask(self, fetch, key):
        requests = self._requests()
        if not requests:
            self._tell(self.run.doubts, self._nothing_to_ask())
        for request in self._in_turn(requests):
            with self.trying():
                self._fetch(fetch, request, key)
            self._save()
        self._tell_nothing_of(self.days_off, "did not work")
        self._tell_nothing_of(self.days_without, "should have worked, and still says so")

    def _in_turn(self, requests):
        waiting = deque(requests)
        while waiting and self.failed_in_a_row <= PATIENCE:
            yield waiting.pop() if self.failed_in_a_row == PATIENCE else waiting.popleft()
        if waiting:
            self._tell(
                self.run.problems,
                f"{self.title}: after {self.failed_in_a_row} failures in a row it is left alone, "
                f"with {len(waiting)} of {len(requests)} addresses still to ask. The same command "
                "goes on where this one ended.",
            )

    def take(self, request, content, etag="", last_modified=""):
        """Keep what came in answer to a Request, and record what can be believed of it.

        Raises UnreadablePayload or _Refused when that is nothing; the bytes are kept all the same.
        """
        try:
            found = self._read(request, content)
            believed = self._believed(request, found)
        except Exception as error:
            self._keep(request, content).is_unreadable(self._sentence(error))
            raise
        if len(believed) < len(found):
            # The rest may be wanted or believed another time: it is to be sent again then.
            etag = last_modified = ""
        # Whoever is killed in the middle has neither, and gets both the next time.
        with transaction.atomic():
            payload = self._keep(request, content, etag=etag, last_modified=last_modified)
            self._record(believed, payload)

    def _keep(self, request, content, **marks):
        return Payload.objects.keep(self.provider.name, request.url, content, at=self.now, **marks)

    def _read(self, request, content):
        """Return the records that stand in what came; tell what is doubtful about it."""
        found = self.provider.answer(content, request)
        records = [one for one in found if not isinstance(one, Doubt)]
        doubts = [one for one in found if isinstance(one, Doubt)]
        is_one_of_many = self.days and self.days[0] < self.days[1] and self._is_day_off(request)
        if is_one_of_many and all(one.date < request.day for one in records):
            # That its rates are of a day before is told once of all of them.
            self.days_off.append(request.day)
            doubts = [one for one in doubts if not one.is_of_another_day]
        elif request.day and not records:
            self._tell(
                self.run.doubts, f"{self.title}: it has no rates of {in_words(request.day)}."
            )
        self.is_whole = not any(one.is_refusal for one in doubts)
        for one in doubts:
            self._tell(self.run.problems if one.is_refusal else self.run.doubts, one.text)
        return records

    def _record(self, records, payload):
        recorded = Fixing.objects.record_all(
            self.provider.name, records, payload, at=self.now, is_whole=self.is_whole
        )
        self.run.new += recorded.new
        self.run.unchanged += recorded.unchanged
        self.run.held += recorded.held
        for sentence in recorded.doubts:
            self._tell(self.run.doubts, sentence)
        for sentence in recorded.refused:
            self._tell(self.run.problems, sentence)

    def _fetch(self, fetch, request, key):
        more = {"body": request.body, "headers": request.headers} if request.body else {}
        last = None if more else Payload.objects.last_of(self.provider.name, request.url[:_ADDRESS])
        if last and not last.problem:
            more = {"etag": last.etag, "last_modified": last.last_modified}
        try:
            answer = fetch(request.with_key(key).url, **more)
            if not (answer.not_modified or answer.status in _WELL):
                raise _Refused(f"it answered {answer.status} instead of rates.", answer.status)
        except Exception as error:
            if not self._is_nothing(request, error):
                raise
            return
        if answer.not_modified:
            self.run.unchanged += last.seen_again(self.now) if last else 0
        else:
            self.take(request, answer.content, answer.etag, answer.last_modified)

    def _is_nothing(self, request, error):
        """Whether a bank only says, and can be believed, that it has nothing of a day.

        That is remembered by a payload of no bytes. Of a working day it is unreadable at first:
        the archive may only be out of order, or the day not over.
        """
        if getattr(error, "status", None) not in _NOT_THERE or not request.day:
            return False
        with transaction.atomic():
            nothing = self._keep(request, b"")
            if self._is_day_off(request):
                days = self.days_off
            elif self._is_still_nothing(request, nothing):
                days = self.days_without
            else:
                nothing.is_unreadable(self._sentence(error))
                return False
        days.append(request.day)
        self.missing += 1
        return True

    def _is_still_nothing(self, request, nothing):
        # What is posted has one address for all days.
        is_settled = request.day <= self.today - SETTLED and not request.body
        return is_settled and nothing.fetched_at <= self.now - _STILL

    def _is_day_off(self, request):
        """Whether it asks a bank for a day on which that did not work."""
        source = SOURCES[self.provider.name]
        return bool(request.day) and source.is_bank and not source.works_on(request.day)

    def _tell_nothing_of(self, days, why):
        if len(days) == 1:
            what = f"{in_words(*days)}, when it {why}"
        elif days:
            span = f"{in_words(min(days))} to {in_words(max(days))}"
            what = f"{len(days)} days on which it {why}, {span}"
        else:
            return
        self._tell(self.run.doubts, f"{self.title}: it has no rates of {what}.")

    def _requests(self):
        """Return what is to be asked: of several days only those that are not kept yet. One day is
        asked for again, as the bank may have corrected it."""
        if self.days is None:
            return self.provider.address(None) or self.provider.address(self.today)
        if self.days[0] == self.days[1]:
            return self.provider.between(*self.days)
        kept = Fixing.objects.days_of(self.provider.name, *self.days)
        read = Payload.objects.read_until(self.provider.name)

        def is_known(request):
            if request.body:
                return request.day in kept
            until = read.get(request.url[:_ADDRESS])
            return request.day in kept or bool(until and until >= (request.day or self.days[1]))

        return [one for one in self.provider.between(*self.days) if not is_known(one)]

    def _nothing_to_ask(self):
        first, last = self.days or (self.today, self.today)
        if self.days and self.provider.between(first, last):
            return f"{self.title}: all of these days are kept already."
        span = f"{in_words(first)} to {in_words(last)}"
        return f"{self.title} publishes nothing on {in_words(first) if first == last else span}."

    def _believed(self, request, records):
        """Return the records of the days that were asked for, but none of days to come further off
        than the bank's next working day. An answer about one day is taken with its own date.

        Raises _Refused when all of them are.
        """
        source = SOURCES[self.provider.name]
        last = source.last_published_for(self.today) if source.is_bank else self.today + AHEAD
        believed = [record for record in records if record.date <= last]
        for day in sorted({record.date for record in records if record.date > last}):
            sentence = (
                f"the rates of {in_words(day)} were refused. On {in_words(self.today)} it can have "
                f"none of a day after {in_words(last)}."
            )
            if not believed:
                raise _Refused(sentence)
            self._tell(self.run.problems, f"{self.title}: {sentence}")
        if self.days is None or request.day is not None:
            return believed
        return [record for record in believed if self.days[0] <= record.date <= self.days[1]]

    def _sentence(self, error):
        if isinstance(error, UnreadablePayload):
            return str(error)
        return f"{self.title}: {_words(error)}"

    def _tell(self, sentences, sentence):
        if len(sentences) < _MOST_SENTENCES and sentence not in sentences:
            sentences.append(sentence)

    def _save(self):
        self.run.seen_at = max(timezone.now(), self.run.seen_at)
        self.run.save()


def _words(error):
    return str(error).strip() or type(error).__name__
