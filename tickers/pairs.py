"""The rate of any two currencies as editors have arranged it for readers."""

from dataclasses import dataclass

from django.db.models import Q

from tickers import derivation
from tickers.models import CurrencyPair
from tickers.strip import Line


@dataclass(frozen=True)
class Arranged:
    """How editors want a pair told: whose rates, as what, with which digits."""

    base: str
    quote: str
    providers: tuple[str, ...] = ()
    kind: str = ""
    decimals: int | None = None
    significant: int | None = None

    def line(self, day=None):
        """Return the Line of a day (None: today), or None where nobody has it."""
        asked = {"providers": self.providers, "kind": self.kind}
        rate = derivation.rate(self.base, self.quote, day, **asked)
        return rate and Line(rate, "", self.decimals, self.significant)

    def history(self, since, until):
        return derivation.history(self.base, self.quote, since, until, providers=self.providers)


def arranged(base, quote):
    """Return the Arranged pair of two codes: one query.

    Where editors arranged only its inverse, it is that one's sources and kind.
    """
    either = Q(base__code=base, quote__code=quote) | Q(base__code=quote, quote__code=base)
    found = {
        pair.base.code: pair for pair in CurrencyPair.objects.filter(either).select_related("base")
    }
    own = found.get(base)
    pair = own or found.get(quote)
    if pair is None:
        return Arranged(base, quote)
    digits = (own.decimals, own.significant_digits) if own else (None, None)
    return Arranged(base, quote, tuple(pair.providers), pair.kind, *digits)
