"""PostgreSQL's triggers: one call for each statement, however many rows it wrote.

A story's lines are made anew from the story whenever it or its filing was written, so that
doing it twice does no harm; the day counts follow what was done to the lines, in the same
transaction.
"""

from articles.counts.lines import BULK, COLUMNS, LINKS, lines, local_day

#: Set while stories are written in several steps by who holds them, to list them once.
LATER = "newsroom.lines_later"

# Stories are read by their keys alone, and once. Asked for the published ones as well, the planner
# takes an index of those, and reads all of it, while it knows of no more than a few: in a paper
# that was empty a moment ago.
_STORIES = """
SELECT id, status, section_id, published_at, withdraw_at FROM articles_article WHERE id = ANY({ids})
"""

_LIST = """
CREATE OR REPLACE FUNCTION articles_list(ids bigint[]) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off AS $$
BEGIN
  -- One at a time for each story: what is read next must hold what the others wrote.
  PERFORM FROM articles_article WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;
  WITH a AS MATERIALIZED ({stories}), wanted AS MATERIALIZED ({lines}),
  gone AS (
    DELETE FROM articles_listed l WHERE l.article_id = ANY(ids) AND NOT EXISTS (
      SELECT FROM wanted w
      WHERE w.article_id = l.article_id AND w.kind = l.kind AND w.key = l.key
    )
  )
  INSERT INTO articles_listed AS l ({columns}) SELECT {columns} FROM wanted
  ON CONFLICT (article_id, kind, key) DO UPDATE
  SET day = excluded.day, published_at = excluded.published_at, withdraw_at = excluded.withdraw_at
  WHERE (l.day, l.published_at, l.withdraw_at)
    IS DISTINCT FROM (excluded.day, excluded.published_at, excluded.withdraw_at);
END $$;
"""

# Before a row is filed or unfiled, its story is held: two who file the same story at once would
# each wait for what the other holds.
_HOLD = """
CREATE OR REPLACE FUNCTION articles_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM FROM articles_article WHERE id = OLD.article_id FOR NO KEY UPDATE;
    RETURN OLD;
  END IF;
  PERFORM FROM articles_article WHERE id = NEW.article_id FOR NO KEY UPDATE;
  RETURN NEW;
END $$;
"""

_HELD = """
CREATE OR REPLACE TRIGGER articles_held BEFORE INSERT OR UPDATE OR DELETE ON {table}
FOR EACH ROW WHEN (current_setting('{later}', true) IS DISTINCT FROM 'on')
EXECUTE FUNCTION articles_hold();
"""

_FILED = """
CREATE OR REPLACE FUNCTION articles_filed_{event}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('{later}', true) = 'on' THEN RETURN NULL; END IF;
  PERFORM articles_list(array_agg(DISTINCT article_id)) FROM ({rows}) AS r
  HAVING count(*) > 0;
  RETURN NULL;
END $$;
"""

_WRITTEN = {
    "insert": """
  PERFORM articles_list(array_agg(id)) FROM newer WHERE status = 'published' HAVING count(*) > 0;
""",
    "delete": """
  DELETE FROM articles_listed WHERE article_id IN (SELECT id FROM older);
""",
    "update": """
  PERFORM articles_list(array_agg(n.id)) FROM newer n JOIN older o USING (id)
  WHERE 'published' IN (n.status, o.status)
    AND (n.status, n.published_at, n.withdraw_at, n.section_id)
      IS DISTINCT FROM (o.status, o.published_at, o.withdraw_at, o.section_id)
  HAVING count(*) > 0;
  INSERT INTO articles_change (at, kind, key, article_id, day, published_at, effect)
  SELECT clock_timestamp(), l.kind, l.key, l.article_id, l.day, l.published_at, 0
  FROM newer n JOIN articles_listed l ON l.article_id = n.id
  WHERE n.status = 'published' AND (SELECT count(*) FROM newer) <= {bulk};
  INSERT INTO articles_change (at, kind, key, article_id, day, published_at, effect)
  SELECT clock_timestamp(), 0, 1, 0, current_date, now(), 2
  FROM newer WHERE status = 'published' HAVING count(*) > {bulk};
""",
}

_WROTE = """
CREATE OR REPLACE FUNCTION articles_written_{event}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('{later}', true) = 'on' THEN RETURN NULL; END IF;{body}  RETURN NULL;
END $$;
"""

_TALLIED = """
CREATE OR REPLACE FUNCTION articles_tallied_{event}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM ({moved}) AS m) THEN RETURN NULL; END IF;
  -- Until the transaction ends, one at a time: two that touch the same days in another order
  -- would wait for each other. Whoever waits here holds its own stories, which nobody else wants.
  PERFORM pg_advisory_xact_lock(hashtext('articles_daycount'));
  WITH days AS MATERIALIZED (
    SELECT kind, key, day, sum(n) AS n FROM ({moved}) AS m
    GROUP BY kind, key, day HAVING sum(n) <> 0
  ), counted AS (
    INSERT INTO articles_daycount AS c (kind, key, day, count) SELECT kind, key, day, n FROM days
    ON CONFLICT (kind, key, day) DO UPDATE SET count = c.count + excluded.count
  )
  INSERT INTO articles_monthcount AS c (kind, key, month, count)
  SELECT kind, key, date_trunc('month', day)::date, sum(n) FROM days
  GROUP BY 1, 2, 3 HAVING sum(n) <> 0
  ON CONFLICT (kind, key, month) DO UPDATE SET count = c.count + excluded.count;
  IF (SELECT count(*) FROM ({moved}) AS m) > {bulk} THEN
    INSERT INTO articles_change (at, kind, key, article_id, day, published_at, effect)
    VALUES (clock_timestamp(), 0, 1, 0, current_date, now(), 2);
  ELSE
    INSERT INTO articles_change (at, kind, key, article_id, day, published_at, effect)
    -- What left by itself left then, and not when its line was taken away.
    SELECT CASE WHEN n = 1 THEN clock_timestamp() ELSE least(clock_timestamp(), withdraw_at) END,
      kind, key, article_id, day, published_at, n
    FROM ({moved}) AS m ORDER BY n;
  END IF;
  RETURN NULL;
END $$;
"""

# For stories that were written with LATER on: what the triggers would have done.
_CATCH_UP = """
CREATE OR REPLACE FUNCTION articles_list_later(created bigint[], rewritten bigint[])
RETURNS void LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  -- Nobody else knows of the new ones yet, and they have no lines: neither lock nor comparison.
  WITH a AS MATERIALIZED ({stories})
  INSERT INTO articles_listed ({columns}) {lines};
  IF rewritten = '{{}}' THEN RETURN; END IF;
  PERFORM articles_list(rewritten);
  INSERT INTO articles_change (at, kind, key, article_id, day, published_at, effect)
  SELECT clock_timestamp(), kind, key, article_id, day, published_at, 0
  FROM articles_listed WHERE article_id = ANY(rewritten) AND cardinality(rewritten) <= {bulk};
  INSERT INTO articles_change (at, kind, key, article_id, day, published_at, effect)
  SELECT clock_timestamp(), 0, 1, 0, current_date, now(), 2 WHERE cardinality(rewritten) > {bulk};
END $$;
"""

_TABLES = {
    "insert": "NEW TABLE AS newer",
    "delete": "OLD TABLE AS older",
    "update": "OLD TABLE AS older NEW TABLE AS newer",
}
_TRIGGER = """
CREATE OR REPLACE TRIGGER {name}_{event} AFTER {event} ON {table}
REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION {function}_{event}();
"""


def script(zone):
    """Return the SQL that makes the functions and triggers; days are those of the zone `zone`."""
    day = local_day("postgresql", zone)
    common = {"lines": lines(day, stories="a"), "columns": COLUMNS, "bulk": BULK}
    parts = [_LIST.format(stories=_STORIES.format(ids="ids"), **common), _HOLD]
    parts.append(_CATCH_UP.format(stories=_STORIES.format(ids="created"), **common))
    parts += [_HELD.format(table=table, later=LATER) for _, table, _ in LINKS]
    for event in _TABLES:
        parts += [
            _FILED.format(event=event, rows=_rows(event, "article_id"), later=LATER),
            _WROTE.format(event=event, body=_WRITTEN[event].format(bulk=BULK), later=LATER),
            _TALLIED.format(event=event, moved=_moved(event), bulk=BULK),
            _trigger("articles_written", event, "articles_article"),
            _trigger("articles_tallied", event, "articles_listed"),
            *(_trigger("articles_filed", event, table) for _, table, _ in LINKS),
        ]
    return "".join(parts)


def _trigger(function, event, table):
    return _TRIGGER.format(
        name=function, event=event, table=table, tables=_TABLES[event], function=function
    )


def _rows(event, columns):
    names = [name for name in ("older", "newer") if name in _TABLES[event]]
    return " UNION ALL ".join(f"SELECT {columns} FROM {name}" for name in names)


def _moved(event):
    signs = {"older": -1, "newer": 1}
    return " UNION ALL ".join(
        f"SELECT *, {sign} AS n FROM {name}"
        for name, sign in signs.items()
        if name in _TABLES[event]
    )


def wait(cursor):
    """Leave the stories that this transaction writes from now on to `catch_up`."""
    cursor.execute(f"SET LOCAL {LATER} = 'on'")


def catch_up(cursor, created, rewritten):
    cursor.execute(
        "SELECT articles_list_later(%s::bigint[], %s::bigint[])", [list(created), list(rewritten)]
    )
    cursor.execute(f"SET LOCAL {LATER} = 'off'")
