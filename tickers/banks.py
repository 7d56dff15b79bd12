"""What is known of each provider without asking it: its currency, its clock, its working days.

A page that somebody waits for needs these facts, and not the parsers in `tickers.providers`.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from tickers.currencies import forms
from tickers.holidays import is_holiday

#: How late a bank may be before its fixing is missed.
GRACE = timedelta(hours=3)
_WORKING = frozenset(range(5))


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A provider of rates.

    Its fixings have `home` on the quote's side, `is_base` on the base's; "" where they have no
    currency in common. `site` is where readers find it. A bank publishes at `at` by the clock of
    `zone` for the same day (`lead` 0) or for the next (1); None: sometimes so and sometimes so.
    Currencies that are not `daily` come once a week; where none is named, all are.
    """

    name: str
    home: str = ""
    site: str = ""
    zone: str = ""
    at: time = time.min
    lead: int | None = None
    is_base: bool = False
    daily: frozenset[str] = frozenset()

    @property
    def is_bank(self):
        return bool(self.zone)

    def works_on(self, day: date) -> bool:
        return day.weekday() in _WORKING and not is_holiday(self.name, day)

    def may_be_off(self, day: date) -> bool:
        """Whether it does not work on a day, or perhaps not: many states make up for a holiday on
        a weekend by the first weekday after it."""
        saturday = day - timedelta(days=day.weekday() + 2)
        owed = sum(is_holiday(self.name, saturday + timedelta(days=more)) for more in (0, 1))
        before = (saturday + timedelta(days=more) for more in range(2, day.weekday() + 2))
        return not self.works_on(day) or sum(map(self.works_on, before)) < owed

    # There are few of them, and they stay.
    @lru_cache(maxsize=2000)  # noqa: B019
    def expects(self, day: date) -> bool:
        """Whether there is to be a fixing of a day. Where it is not known for which day a bank
        publishes, only a day that is a working day after another one is counted on."""
        leads = (0, 1) if self.lead is None else (self.lead,)
        # Before a holiday some publish for it, and some for the day after.
        return not is_holiday(self.name, day) and all(
            self.works_on(day - timedelta(days=lead)) for lead in leads
        )

    def last_expected(self, day: date, now: datetime) -> date:
        """Return the last day, `day` or one before it, of which there is to be a fixing by now."""
        while not (self.expects(day) and self._due(day) <= now):
            day -= timedelta(days=1)
        return day

    def next_publication(self, now: datetime) -> datetime:
        """Return when a bank is to publish next."""
        zone = ZoneInfo(self.zone)
        day = now.astimezone(zone).date()
        moment = datetime.combine(day, self.at, zone)
        if moment > now and self.works_on(day):
            return moment
        return datetime.combine(self.next_working_day(day), self.at, zone)

    def next_working_day(self, day: date) -> date:
        day += timedelta(days=1)
        while not self.works_on(day):
            day += timedelta(days=1)
        return day

    def last_published_for(self, day: date) -> date:
        """Return the last day that it can publish for on a day."""
        day += timedelta(days=1)
        while self.may_be_off(day):
            day += timedelta(days=1)
        return day

    @lru_cache(maxsize=2000)  # noqa: B019
    def _due(self, day):
        published = day - timedelta(days=self.lead or 0)
        late = datetime.combine(published, self.at, ZoneInfo(self.zone)) + GRACE
        return late.astimezone(UTC)


_OF_NBKR = frozenset(("USD", "EUR", "RUB", "KZT", "CNY"))
#: In the order in which they are asked where several could answer.
SOURCES = {
    source.name: source
    for source in (
        Source("nbkr", "KGS", "https://www.nbkr.kg/", "Asia/Bishkek", time(16), daily=_OF_NBKR),
        Source("nbk", "KZT", "https://nationalbank.kz/", "Asia/Almaty", time(16)),
        Source("cbu", "UZS", "https://cbu.uz/", "Asia/Tashkent", time(16)),
        Source("nbt", "TJS", "https://nbt.tj/", "Asia/Dushanbe", time(16)),
        Source("cbt", "TMT", "https://www.cbt.tm/", "Asia/Ashgabat", time(12)),
        Source("cbr", "RUB", "https://www.cbr.ru/", "Europe/Moscow", time(18), lead=1),
        Source("ecb", "EUR", "https://www.ecb.europa.eu/", "Europe/Berlin", time(16, 15), 0, True),
        Source("nbu", "UAH", "https://bank.gov.ua/", "Europe/Kyiv", time(16)),
        Source("nbrb", "BYN", "https://www.nbrb.by/", "Europe/Minsk", time(14)),
        Source("nbg", "GEL", "https://nbg.gov.ge/", "Asia/Tbilisi", time(18)),
        Source("cba", "AMD", "https://www.cba.am/", "Asia/Yerevan", time(17)),
        Source("tcmb", "TRY", "https://www.tcmb.gov.tr/", "Europe/Istanbul", time(16)),
        Source("openexchangerates", "USD", "https://openexchangerates.org/", is_base=True),
        Source("exchangerate_host", "USD", "https://exchangerate.host/", is_base=True),
        Source("csv"),
        Source("manual"),
        Source("imported"),
        Source("demo", "USD", is_base=True),
    )
}
#: Of several banks that quote both currencies of a pair the ECB is asked first: it quotes the
#: most traded ones, each of them on every day; then the others, in the order of `SOURCES`.
CROSSING = ("ecb", *(name for name, source in SOURCES.items() if source.home and name != "ecb"))
#: Those that can be asked over the network, and those whose rates a paper of Central Asia needs.
ASKED = tuple(name for name, source in SOURCES.items() if source.home and name != "demo")
REGIONAL = list(ASKED[:7])
#: The central bank of each currency, in whatever form.
OF_CURRENCY = {
    form.code: source.name
    for source in SOURCES.values()
    if source.is_bank
    for form in forms(source.home)
}
