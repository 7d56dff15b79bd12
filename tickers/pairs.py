"""The rate of any two currencies as editors have arranged it for readers."""

import json
from dataclasses import dataclass

from tickers import derivation
from tickers.database import rows_of
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
    found = {row[0]: row[1:] for row in rows_of(_ARRANGED, [base, quote, quote, base])}
    if not found:
        return Arranged(base, quote)
    providers, kind, *digits = found.get(base) or found[quote]
    return Arranged(
        base, quote, tuple(json.loads(providers)), kind, *(digits if base in found else ())
    )


#: Each page of a pair asks it: Django would take longer to write it than databases to answer.
_ARRANGED = (
    "SELECT b.code, CAST(p.providers AS text), p.kind, p.decimals, p.significant_digits "
    "FROM tickers_currencypair p JOIN tickers_currency b ON b.id = p.base_id "
    "JOIN tickers_currency q ON q.id = p.quote_id "
    "WHERE (b.code = %s AND q.code = %s) OR (b.code = %s AND q.code = %s)"
)
