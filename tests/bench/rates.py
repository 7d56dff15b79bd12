"""What rates cost: a history of 27 years comes in, and is shown.

python -m tests.bench.rates raw      put the fixings of DATABASE_URL into an empty twin table
python -m tests.bench.rates visit    the strip, pages and embeds that are made of them

Both print JSON.
"""

import gzip
import json
import sys
import time
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.bench import fixings
from tests.bench.databases import run_module
from tests.bench.imports import timed_command
from tests.bench.load import set_up

TIMES = 30
PAIRS = ("KGS/USD", "KZT/USD", "UZS/USD", "KGS/RUB", "EUR/USD", "USD/JPY", "GBP/CNY")
#: What banks of the region have published of late: the strip looks at all of them.
REGIONAL = {
    "nbkr": ("KGS", {"USD": 87.45, "EUR": 94.8, "RUB": 1.0985, "KZT": 0.1697}),
    "nbk": ("KZT", {"USD": 515.3, "EUR": 558.7, "RUB": 6.47, "KGS": 5.893}),
    "cbu": ("UZS", {"USD": 12204.55, "EUR": 13232.2, "RUB": 153.3, "KGS": 139.56}),
    "nbt": ("TJS", {"USD": 9.2042, "EUR": 9.9792, "RUB": 0.1156}),
    "cbt": ("TMT", {"USD": 3.5, "EUR": 3.7947, "RUB": 0.044}),
    "cbr": ("RUB", {"USD": 79.61, "EUR": 86.31, "KGS": 0.9103, "CNY": 11.18}),
}
_LATELY = 400
_LONG_AGO = "2004-05-12"
PAGES = {
    "pair, all years": "/markets/eur-usd/?range=all",
    "pair": "/markets/eur-usd/",
    "crossed pair, all years": "/markets/usd-jpy/?range=all",
    "crossed pair": "/markets/usd-jpy/",
    "pair on a day": f"/markets/eur-usd/?date={_LONG_AGO}&range=all",
    "crossed pair on a day": f"/markets/usd-jpy/?date={_LONG_AGO}&range=all",
    "markets": "/markets/",
    "markets as CSV": "/markets/rates.csv",
    "converter": "/markets/convert/?amount=100&from=USD&to=JPY",
    "API, a rate": "/api/v1/rates/usd-jpy/",
    "API, all pairs": "/api/v1/rates/",
    "API, ten years": "/api/v1/rates/usd-jpy/?from=2014-01-01&to=2023-12-31",
    "API, ten years as CSV": "/api/v1/rates/usd-jpy.csv?from=2014-01-01&to=2023-12-31",
    "embedded pair": "/embed/pair/usd-jpy/",
    "embedded ticker": "/embed/ticker/bench/",
    "embedded converter": "/embed/converter/",
    "embedded picture": "/embed/pair/usd-jpy.svg",
}
#: Those whose time has a bar.
OF_PAIRS = tuple(name for name in PAGES if name.startswith(("pair", "crossed pair")))
STYLED = ("embedded pair", "embedded ticker", "embedded converter")
EMBEDDED = (*STYLED, "embedded picture")


def measured(environ, folder: Path, history: Path | None = None):
    """Measure one database, empty but for its schema, with the ECB's file or a made-up one."""
    folder.mkdir(parents=True, exist_ok=True)
    path = history or folder / "eurofxref-hist.csv"
    if history is None:
        fixings.write_history(path, date.today())
    arguments = ("update_rates", "--provider", "ecb", "--from-file", str(path))
    first, second = (timed_command(environ, *arguments) for _ in range(2))
    visited = environ | {"PAGE_CACHE_SECONDS": "0"}
    return {
        "bytes": path.stat().st_size,
        "first": first,
        "second": second,
        **run_module(environ, "tests.bench.rates", "raw"),
        **run_module(visited, "tests.bench.rates", "visit"),
    }


# What is raw ----------------------------------------------------------------------------------


def raw():
    """Put the fixings that are there into an empty twin of their table, by COPY or `executemany`,
    with its indexes and checks; return how many, and the seconds."""
    from django.db import connection, transaction

    from tickers.models import Fixing

    fields = [field for field in Fixing._meta.concrete_fields if not field.generated]
    columns = ", ".join(field.column for field in fields)
    put = _copied if connection.vendor == "postgresql" else _executed
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM tickers_fixing")  # noqa: S608 - names of columns
        rows = cursor.fetchall()
        seconds = put(cursor, columns, rows)
        transaction.set_rollback(True)
    return {"fixings": len(rows), "raw_seconds": seconds}


def _copied(cursor, columns, rows):
    cursor.execute("CREATE TABLE bench_twin (LIKE tickers_fixing INCLUDING ALL)")
    began = time.perf_counter()
    with cursor.copy(f"COPY bench_twin ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    return time.perf_counter() - began


def _executed(cursor, columns, rows):
    cursor.execute("DELETE FROM tickers_fixing")
    blanks = ", ".join(["%s"] * len(rows[0]))
    began = time.perf_counter()
    cursor.executemany(f"INSERT INTO tickers_fixing ({columns}) VALUES ({blanks})", rows)  # noqa: S608
    return time.perf_counter() - began


# What is shown --------------------------------------------------------------------------------


def visit():
    """Measure the strip and the pages; {"strip": ..., "pages": ..., "embeds": ...}."""
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    strips = strip()
    measure(strips.values())
    pages = {name: page(path) for name, path in PAGES.items()}
    measure([asked for kinds in pages.values() for asked in kinds.values()])
    # Last: a connection has its statements ready.
    strips["cold, new connection"] = strip_of_a_new_connection()
    return {
        "strip": {kind: asked.seen() for kind, asked in strips.items()},
        "pages": {
            name: {"path": PAGES[name]} | {kind: asked.seen() for kind, asked in kinds.items()}
            for name, kinds in pages.items()
        },
        "embeds": {name: size(PAGES[name], name in STYLED) for name in EMBEDDED},
    }


def furnish():
    """Add what a paper of Central Asia has: its banks' own rates of late, pairs and a strip."""
    from tests.factories import make_ticker
    from tickers.models import Fixing, Ticker
    from tickers.providers.record import FixingRecord

    today = date.today()
    days = [day for day in fixings.business_days(today) if (today - day).days < _LATELY]
    for provider, (home, values) in REGIONAL.items():
        Fixing.objects.record_all(
            provider,
            [
                FixingRecord(code, home, 1, Decimal(f"{value:.4f}"), day)
                for code, start in values.items()
                for day, value in zip(
                    days, fixings.walk(home + code, start, len(days)), strict=True
                )
            ],
        )
    Ticker.objects.filter(slug="bench").delete()
    make_ticker(*PAIRS, name="Bench", slug="bench")


class Asked:
    """Something that is done again and again, each time after `prepare`."""

    def __init__(self, act, prepare):
        self.act, self.prepare, self.ms = act, prepare, []
        prepare()
        act()  # what each process reads once is read
        prepare()
        with _counted() as statements:
            act()
        self.statements = len(statements)

    def once_more(self):
        self.prepare()
        before = time.perf_counter()
        self.act()
        self.ms.append((time.perf_counter() - before) * 1000)

    def seen(self):
        return {"statements": self.statements, "ms": self.ms}


def measure(all_asked):
    """Do each as often, in turn: a machine that is slow for a while is so for all of them."""
    for _ in range(TIMES):
        for asked in all_asked:
            asked.once_more()


def strip():
    """What the strip adds to a page, by what of it is known already."""
    from tickers import strip as room
    from tickers.derivation.days import _best_of
    from tickers.strip import drop

    def begin():
        room._kept.clear()
        _best_of.cache_clear()
        drop()

    return {
        "warm": Asked(_draw, _draw),
        "cold": Asked(_draw, drop),
        "cold, drawn anew": Asked(_draw, begin),
    }


def strip_of_a_new_connection():
    """The same, measured, when the database has not been asked yet."""
    from django.db import connection

    from tickers.strip import drop

    def connect_anew():
        connection.close()
        connection.ensure_connection()
        drop()

    asked = Asked(_draw, connect_anew)
    measure([asked])
    return asked


def _draw():
    from tickers.strip import strip_for

    return strip_for("masthead").html


def page(path):
    """A page, before and after what is made of rates is kept."""
    from django.test import Client

    from tickers.strip import drop

    client = Client()

    def get():
        response = client.get(path)
        if response.status_code != 200:
            raise RuntimeError(f"{path} answered {response.status_code}.")

    return {"cold": Asked(get, drop), "warm": Asked(get, get)}


@contextmanager
def _counted():
    from django.db import connection

    statements = []

    def note(execute, sql, params, many, context):
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield statements


def size(path, is_styled):
    """The bytes of an embed with its styles, as they are and as they are sent."""
    from django.contrib.staticfiles import finders
    from django.test import Client

    parts = [Client().get(path).content]
    if is_styled:
        parts.append(Path(finders.find("newsroom/embed.css")).read_bytes())
    return {"raw": sum(map(len, parts)), "gzip": sum(len(gzip.compress(part)) for part in parts)}


def settled():
    """Visit when PostgreSQL has tidied up by itself, as it does a minute after an import."""
    from django.db import connection

    furnish()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return visit()


def main(act):
    set_up()
    print(json.dumps({"raw": raw, "visit": settled}[act]()))


if __name__ == "__main__":
    main(*sys.argv[1:])
