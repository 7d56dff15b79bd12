"""What each kind of page asks of the database of `DATABASE_URL`, and how the database answers.

python -m tests.bench.queries FOLDER <pages.json

Each statement is explained by the database itself; the plans are kept in FOLDER. Prints JSON.
"""

import json
import logging
import re
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.bench.load import set_up

TIMES, ENOUGH_SECONDS = 7, 10
SCANS = ("Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Heap Scan", "Tid Scan")


def main(folder):
    set_up()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    # A page that the site lacks is told in the report.
    logging.disable(logging.WARNING)
    pages = json.load(sys.stdin)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    results = {name: page(name, path, folder) for name, path in pages.items()}
    print(json.dumps({"pages": results, "indexes": indexes()}))


def page(name, path, folder):
    """Visit one page until all that is kept is kept; its statements, plans and times."""
    client = visitor(path)
    statements, visits = [], []
    # A page that takes so long is not asked for all the times.
    patience = time.monotonic() + ENOUGH_SECONDS
    status = client.get(path).status_code
    if status != 200:
        return {"path": path, "status": status}
    while len(visits) < TIMES and (not visits or time.monotonic() < patience):
        visits.append(visit(client, path, statements))
    plans = [explained(sql, params) for sql, params in statements]
    file = folder / f"{re.sub(r'[^a-z0-9]+', '-', name)}.json"
    file.write_text(json.dumps({"path": path, "statements": plans}, indent=1, default=str))
    return {
        "path": path,
        "status": 200,
        "statements": len(statements),
        **{
            key: median(seen[key] for seen in visits)
            for key in ("total_ms", "database_ms", "template_ms")
        },
        "queries": [{"sql": plan["sql"][:300], **plan["summary"]} for plan in plans],
    }


def visitor(path):
    """A client; that of the desk is logged in."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client()
    if path.startswith("/admin/"):
        people = get_user_model().objects
        chief = people.filter(username="bench").first() or people.create_superuser("bench")
        client.force_login(chief)
    return client


def visit(client, path, statements):
    """GET `path` once; milliseconds of all of it, of the database and of the templates.

    `statements` holds the visit's [(sql, params)] afterwards.
    """
    from django.db import connection

    watch = Watch()
    with connection.execute_wrapper(watch.execute), rendering(watch):
        before = time.perf_counter()
        response = client.get(path)
        if response.streaming:
            b"".join(response.streaming_content)
        total = time.perf_counter() - before
    statements[:] = watch.statements
    return {
        "total_ms": total * 1000,
        "database_ms": watch.database * 1000,
        "template_ms": (watch.render - watch.database_in_render) * 1000,
    }


class Watch:
    """How long the database and the templates took, and what was asked."""

    def __init__(self):
        self.statements = []
        self.database = self.database_in_render = self.render = 0.0
        self.depth = 0

    def execute(self, execute, sql, params, many, context):
        before = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            seconds = time.perf_counter() - before
            self.database += seconds
            self.database_in_render += seconds if self.depth else 0
            self.statements.append((sql, params))


@contextmanager
def rendering(watch):
    """Time the outermost of the templates that are drawn meanwhile."""
    from django.template.backends.django import Template

    original = Template.render

    def render(template, *args, **kwargs):
        watch.depth += 1
        before = time.perf_counter()
        try:
            return original(template, *args, **kwargs)
        finally:
            watch.depth -= 1
            if not watch.depth:
                watch.render += time.perf_counter() - before

    Template.render = render
    try:
        yield
    finally:
        Template.render = original


# Plans ----------------------------------------------------------------------------------------


def explained(sql, params):
    """Return {"sql", "params", "plan", "summary"} of one statement."""
    from django.db import connection

    if not re.match(r"\s*\(*\s*(SELECT|WITH)\b", sql, re.IGNORECASE):
        return {"sql": sql, "params": repr(params), "plan": None, "summary": {}}
    explain = _postgres if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        plan, summary = explain(cursor, sql, params)
    return {"sql": sql, "params": repr(params), "plan": plan, "summary": summary}


def _postgres(cursor, sql, params):
    cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
    (plan,) = cursor.fetchone()[0]
    return plan, summary(plan)


def _sqlite(cursor, sql, params):
    cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
    plan = [row[-1] for row in cursor.fetchall()]
    before = time.perf_counter()
    cursor.execute(sql, params)
    cursor.fetchall()
    scans = [line.split()[1] for line in plan if re.match(r"SCAN (?!CONSTANT)", line)]
    milliseconds = (time.perf_counter() - before) * 1000
    return plan, {"execution_ms": milliseconds, "whole_tables": scans}


def summary(plan):
    """Return what matters of a plan that PostgreSQL explained: times, pages, rows read."""
    nodes = list(_nodes(plan["Plan"]))
    scans = [node for node in nodes if node["Node Type"] in SCANS]
    return {
        "planning_ms": plan["Planning Time"],
        "execution_ms": plan["Execution Time"],
        "buffers": plan["Plan"]["Shared Hit Blocks"] + plan["Plan"]["Shared Read Blocks"],
        "rows_read": round(sum(_rows(node) for node in scans)),
        "whole_tables": [n["Relation Name"] for n in scans if n["Node Type"] == "Seq Scan"],
    }


def _nodes(node):
    yield node
    for child in node.get("Plans", ()):
        yield from _nodes(child)


def _rows(node):
    """All rows that a scan looked at, those that its filter threw away included."""
    removed = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    return (node["Actual Rows"] + removed) * node["Actual Loops"]


# Indexes ----------------------------------------------------------------------------------------


def indexes():
    """Return the indexes of our tables, how often each was used since the loading, and its size."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        # What this very process did is counted once its statistics are sent.
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute(
            "SELECT s.relname, s.indexrelname, s.idx_scan, i.indisunique OR i.indisprimary,"
            " pg_relation_size(s.indexrelid), c.reltuples"
            " FROM pg_stat_user_indexes s JOIN pg_index i USING (indexrelid)"
            " JOIN pg_class c ON c.oid = s.relid"
            r" WHERE s.relname LIKE 'articles\_%' OR s.relname LIKE 'tickers\_%'"
            " ORDER BY s.relname, s.indexrelname"
        )
        names = ("table", "index", "scans", "unique", "bytes", "rows")
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


if __name__ == "__main__":
    main(*sys.argv[1:])
