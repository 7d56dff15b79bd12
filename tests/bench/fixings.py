"""A made-up history of rates, in the form of the ECB's file of all days: the same on each run."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

from tickers.banks import SOURCES

YEARS = 27
#: What a euro is worth on the first day.
CURRENCIES = {
    "USD": 1.1789, "JPY": 133.73, "BGN": 1.9558, "CZK": 35.107, "DKK": 7.4501, "GBP": 0.7111,
    "HUF": 251.48, "PLN": 4.0712, "SEK": 9.4696, "CHF": 1.6168, "ISK": 81.48, "NOK": 8.855,
    "HRK": 7.3128, "RUB": 25.2875, "AUD": 1.91, "BRL": 1.4182, "CAD": 1.8004, "CNY": 9.7608,
    "HKD": 9.1332, "IDR": 9433.61, "ILS": 4.8976, "INR": 50.0698, "KRW": 1398.59, "MXN": 11.6446,
    "MYR": 4.4798, "NZD": 2.2229, "PHP": 45.51, "SGD": 1.9554, "THB": 42.6799, "ZAR": 6.9358,
}  # fmt: skip
#: Quoted up to its last day, as the lira and others were.
ENDED = {"HRK": date(2022, 12, 31)}
_LARGEST_MOVE, _PULL = 0.009, 0.002


def write_history(path: Path, until: date) -> int:
    """Write the history of the years up to a day, the newest day first; return how many rates."""
    days = business_days(until)
    columns = [_column(code, days) for code in CURRENCIES]
    with path.open("w") as file:
        file.write(f"Date,{','.join(CURRENCIES)},\n")
        for place in reversed(range(len(days))):
            cells = ",".join(column[place] for column in columns)
            file.write(f"{days[place]},{cells},\n")
    return sum(cell != "N/A" for column in columns for cell in column)


def business_days(until: date) -> list[date]:
    first = until.replace(year=until.year - YEARS, day=1)
    days = (first + timedelta(days=step) for step in range((until - first).days + 1))
    return [day for day in days if SOURCES["ecb"].works_on(day)]


def _column(code, days):
    last = ENDED.get(code, date.max)
    values = walk(code, CURRENCIES[code], len(days))
    decimals = 4 if CURRENCIES[code] < 100 else 2
    return [
        f"{value:.{decimals}f}" if day <= last else "N/A"
        for day, value in zip(days, values, strict=True)
    ]


def walk(seed: str, start: float, length: int) -> list[float]:
    """So many values from `start` on, each by less than a hundredth off the one before."""
    rng = Random(seed)  # noqa: S311 - rates, not secrets
    values = [start]
    for _ in range(length - 1):
        move = rng.gauss(_PULL * (start / values[-1] - 1), _LARGEST_MOVE / 3)
        values.append(values[-1] * (1 + max(-_LARGEST_MOVE, min(_LARGEST_MOVE, move))))
    return values
