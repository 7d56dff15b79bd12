"""Where and when a composed story happens: one country, one city, one day, one source of chance."""

from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import TypeVar

from newsroom.demo import language, people
from newsroom.demo.places import City, Country

T = TypeVar("T")

MONTHS = (
    "January February March April May June July August September October November December"
).split()
SEASONS = {
    month: season
    for season, its in {
        "winter": (12, 1, 2),
        "spring": (3, 4, 5),
        "summer": (6, 7, 8),
        "autumn": (9, 10, 11),
    }.items()
    for month in its
}
AFTER = {"winter": "spring", "spring": "summer", "summer": "autumn", "autumn": "winter"}


class Scene:
    """What a frame's facts are drawn from; `city` may be replaced before the facts are read."""

    def __init__(self, rng: Random, country: Country, when: datetime) -> None:
        self.rng = rng
        self.country = country
        self.when = when
        self.city = rng.choice(country.cities)
        self.people = people.pair(rng, country.code)

    @property
    def month(self) -> int:
        return self.when.month

    def pick(self, options: Sequence[T]) -> T:
        return self.rng.choice(options)

    def one(self, options: str) -> str:
        """One of "this / that / the other"."""
        return self.rng.choice(options.split(" / "))

    def some(self, options: str, count: int) -> list[str]:
        return self.rng.sample(options.split(" / "), count)

    def number(self, low: int, high: int, step: int = 1) -> int:
        return self.rng.randrange(low, high + 1, step)

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def local(self, dollars: float, digits: int = 2) -> int:
        """So many dollars in the country's own money, rounded."""
        return language.rounded(dollars * self.country.rate, digits)

    def money(self, dollars: float, digits: int = 2) -> str:
        """So many dollars in the country's own money, in words: "1.2 billion tenge"."""
        return f"{language.large(self.local(dollars, digits))} {self.country.currency}"

    def price(self, dollars: float) -> str:
        """A small sum as a price tag shows it: "1.30", "48", "12,400", "2.3 million"."""
        value = dollars * self.country.rate
        if value >= 1_000_000:
            return language.large(language.rounded(value))
        if value >= 20:
            return language.figures(language.rounded(value))
        return f"{value:.1f}0" if value < 10 else f"{value:.0f}"

    def month_after(self, months: int) -> str:
        return MONTHS[(self.month - 1 + months) % 12]

    def settle(self, *names: str) -> City:
        """Move to one of the named cities of this country."""
        self.city = self.pick([city for city in self.country.cities if city.name in names])
        return self.city

    def cast(self, place: int, woman: bool) -> None:
        """Make the first (0) or second (1) person of the story a woman or a man."""
        while self.people[place].woman != woman:
            self.people = people.pair(self.rng, self.country.code)

    def settle_by_river(self) -> City:
        self.city = self.pick([city for city in self.country.cities if city.river])
        return self.city

    def facts(self) -> dict[str, str]:
        """The placeholders that every story may use."""
        season = SEASONS[self.month]
        villages = self.rng.sample(self.country.villages, 2)
        other = self.pick([city for city in self.country.cities if city != self.city])
        facts = {
            "country": self.country.name,
            "demonym": self.country.demonym,
            "capital": self.country.capital,
            "currency": self.country.currency,
            "parliament": self.country.parliament,
            "city": self.city.name,
            "region": self.city.region,
            "river": self.city.river,
            "other_city": other.name,
            "village": villages[0],
            "village2": villages[1],
            # Offices, courts and banks say nothing at the weekend.
            "day": self.when.strftime("%A") if self.when.weekday() < 5 else "Friday",
            "month": MONTHS[self.month - 1],
            "last_month": self.month_after(-1),
            "next_month": self.month_after(1),
            "month_after": self.month_after(2),
            "season": season,
            "next_season": AFTER[season],
        }
        for prefix, person in zip(("p1", "p2"), self.people, strict=True):
            facts |= person.facts(prefix)
        return facts
