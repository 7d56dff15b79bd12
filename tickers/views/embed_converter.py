"""What was typed into the converter of a frame, and what came of it."""

from dataclasses import dataclass, field

from tickers.addresses import Refusal, codes_of, day_of
from tickers.converter import Conversion, WrongAmount, amount_of
from tickers.currencies import SUCCESSIONS
from tickers.models import Currency
from tickers.pairs import arranged
from tickers.rates import in_words

PARAMETERS = ("amount", "from", "to", "date", "theme")
#: Nobody's amount, code or day is longer; what is shown again of a wrong one.
LONGEST = 60


@dataclass
class Form:
    """The form as it was filled in, what is wrong with each field, and what came of it."""

    amount: str
    base: str
    quote: str
    date: str
    errors: dict[str, str] = field(default_factory=dict)
    conversion: Conversion | None = None

    @property
    def codes(self):
        """Of the currencies that are alive."""
        return Currency.objects.exclude(code__in=SUCCESSIONS).values_list("code", flat=True)

    def convert(self):
        """Find out what it comes to, or what is wrong."""
        amount = self._read("amount", amount_of, self.amount)
        day = self._read("date", day_of, self.date)
        codes = self._read("pair", codes_of, f"{self.base}-{self.quote}")
        if self.errors:
            return
        line = arranged(*codes).line(day)
        if line:
            self.conversion = Conversion(amount, line)
            return
        when = f" on or before {in_words(day)}" if day else ""
        self.errors["pair"] = (
            f"Nobody is known to have a rate of {self.base} in {self.quote}{when}."
        )

    def _read(self, name, read, text):
        try:
            return read(text)
        except (WrongAmount, Refusal) as error:
            self.errors[name] = str(error)


def answered(given):
    """Return the Form that a QueryDict filled in. As it is first seen nothing is wrong with it,
    although the newsroom may have no such rate."""
    usual = {"amount": "100", "from": "USD", "to": "KGS", "date": ""}
    amount, base, quote, date = (
        given.get(name, default)[:LONGEST].replace("\0", "").strip()
        for name, default in usual.items()
    )
    form = Form(amount, base.upper(), quote.upper(), date)
    form.convert()
    if not usual.keys() & given.keys():
        form.errors.clear()
    return form
