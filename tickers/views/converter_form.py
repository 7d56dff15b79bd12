"""The converter as somebody filled it in, on a page or in a frame, and what came of it."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from tickers.addresses import Refusal, day_of, pair_address
from tickers.converter import Conversion, WrongAmount, amount_of
from tickers.known import living, options
from tickers.pair_figures import absence, history_of
from tickers.pairs import arranged

PARAMETERS = ("amount", "from", "to", "date")
#: What stands in a form that nobody has filled in.
USUAL = {"amount": "100", "from": "USD", "to": "KGS"}
#: Nobody's amount, code or day is longer; what is shown again of a wrong one.
LONGEST = 60


@dataclass
class Form:
    """The form as it was filled in, what is wrong with each field, and what came of it."""

    amount: str = ""
    base: str = ""
    quote: str = ""
    date: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    conversion: Conversion | None = None

    @property
    def currencies(self):
        """The names of those to choose from, by their codes."""
        return living()

    @property
    def base_options(self):
        return options(self.base)

    @property
    def quote_options(self):
        return options(self.quote)

    @property
    def today(self):
        return timezone.localdate()

    @property
    def address(self):
        given = zip(PARAMETERS, (self.amount, self.base, self.quote, self.date), strict=True)
        return f"{reverse('tickers:converter')}?{urlencode([it for it in given if it[1]])}"

    @property
    def pair_address(self):
        return pair_address(self.base, self.quote, date=self.date)

    def convert(self):
        """Find out what it comes to, or what is wrong; return the form itself."""
        amount = self._read("amount", amount_of, self.amount)
        day = self._read("date", day_of, self.date)
        if problem := self._wrong_pair():
            self.errors["pair"] = problem
        if not self.errors:
            self._convert(amount, day)
        return self

    def _read(self, name, read, text):
        try:
            return read(text)
        except (WrongAmount, Refusal) as error:
            self.errors[name] = str(error)

    def _wrong_pair(self):
        for code in (self.base, self.quote):
            if not code:
                return "Choose two currencies."
            if code not in self.currencies:
                return f"There is no currency “{code}” here. Choose one of the list."
        return "Choose two different currencies." if self.base == self.quote else ""

    def _convert(self, amount, day):
        pair = arranged(self.base, self.quote)
        if line := pair.line(day):
            self.conversion = Conversion(amount, line)
        else:
            self.errors["date" if history_of(pair) else "pair"] = absence(pair, day)


def filled(given, usual=None):
    """Return the Form with what a QueryDict has, as far as anybody's is long; `usual` is what is
    taken for what it lacks."""
    usual = usual or {}
    amount, base, quote, date = (
        given.get(name, usual.get(name, ""))[:LONGEST].replace("\0", "").strip()
        for name in PARAMETERS
    )
    return Form(amount, base.upper(), quote.upper(), date)


def untouched():
    """Return the Form as it is first seen, with what its usual amount comes to: nothing is wrong
    with it, although the newsroom may have no such rate."""
    form = blank().convert()
    form.errors.clear()
    return form


def blank(line=None, date=""):
    """Return the Form as it stands on other pages: on that of a pair, of whose Line it is."""
    if line is None:
        return filled({}, USUAL)
    worth = Conversion(Decimal(USUAL["amount"]), line)
    return Form(USUAL["amount"], line.rate.base, line.rate.quote, date, conversion=worth)
