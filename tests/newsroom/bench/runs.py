"""A run of the bench as its parts hand it to the report."""

from tests.bench import rounds


def target(archive, mode, page, *rates):
    return {"archive": archive, "mode": mode, "page": page, "address": "", "rates": list(rates)}


def raw(**more):
    names = ("postgresql-10000", "postgresql-1000000")
    small, large = names
    targets = [
        target("", rounds.HELLO, "gunicorn", 900, 1_000, 9_000),
        target("", rounds.HELLO, "granian", 2_600),
        target(small, rounds.UNCACHED, "listing, page 1", 120, 100, 80),
        target(small, rounds.UNCACHED, "tag", 90),
        target(small, rounds.UNCACHED, "story", 150),
        target(large, rounds.UNCACHED, "listing, page 1", 80),
        target(large, rounds.UNCACHED, "tag", 50),
        target(large, rounds.UNCACHED, "story", 70),
        target(large, rounds.CACHED, "story", 500),
    ]
    searches = {large: {"rare, page 1": {"ms": [30, 10, 20]}, "rare, page 100": {"status": 404}}}
    return {
        "archives": [
            {"name": name, "vendor": "postgresql", "stories": int(name.split("-")[1])}
            for name in reversed(names)
        ],
        "http": {"targets": targets, "searches": searches, "lacking": {large: ["archive, day"]}},
        "queries": {large: {"pages": {"story": {"path": "/", "status": 404}}, "indexes": []}},
        "memory": {},
    } | more
