"""PostgreSQL's index: a slim table of its own, so that many matches cost little to look through.

A row holds what decides whether and where a story is found: its time, what it is filed under,
and its words, which lie apart. All three are in one GIN index, so that words, countries, tags
and months are intersected there and only what is left is fetched. Triggers keep it.
"""

import hashlib
import json
import re

from django.conf import settings
from django.core.management import CommandError
from django.db import ProgrammingError

from articles.search import postgresql_find
from articles.search.answer import Answer
from articles.search.words import APOSTROPHES, LETTERS

#: What PostgreSQL's parser would make numbers, addresses, paths, tags or entities of.
_JOINTS = "./@:_-+~%?=#;&<>\\"
#: A tsvector may have a megabyte: so much text always fits, and is 50 pages.
LONGEST = 150_000
LINKS = (
    (2, "articles_article_countries", "country_id"),
    (3, "articles_article_tags", "tag_id"),
    (4, "articles_byline", "author_id"),
)
#: The kinds of `filed` beside those of listings: month and year of publication, in UTC.
MONTH, YEAR = 5, 6

_CONFIGURE = """
DO $$ BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_ts_config WHERE cfgname = 'newsroom' AND pg_ts_config_is_visible(oid)
  ) THEN
    CREATE TEXT SEARCH CONFIGURATION newsroom (COPY = russian);
    ALTER TEXT SEARCH CONFIGURATION newsroom
      ALTER MAPPING FOR word, hword, hword_part WITH unaccent, russian_stem;
  END IF;
END $$;
"""

# Not a generated column: unaccent depends on its dictionary and is not immutable. Accented
# Latin letters go before the parser, so that résumés has the stem of resumes. Most texts are
# ASCII, and translate is slow: it compares each letter with each of the list.
_WORDS = """
CREATE FUNCTION articles_search_fold(t text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN octet_length(j) = length(j) THEN replace(replace(j, '''', ''), '`', '')
    WHEN j ~ '[À-ɏḀ-ỿ]' THEN unaccent(translate(j, {untranslated}, {translated}))
    ELSE translate(j, {untranslated}, {translated})
  END
  -- OFFSET: put in wherever j stands, the replacing would be done five times.
  FROM (SELECT regexp_replace(t, {joints}, ' ', 'g') AS j OFFSET 0) AS x
$$;
CREATE FUNCTION articles_search_words(headline text, summary text, body text)
RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT setweight(to_tsvector('newsroom', articles_search_fold(headline)), 'A')
    || setweight(to_tsvector('newsroom', articles_search_fold(left(summary, 10000))), 'B')
    || setweight(to_tsvector('newsroom', articles_search_fold(left(body, {longest}))), 'C')
$$;
"""

_FILED = """
CREATE FUNCTION articles_search_filed(story bigint, section bigint, at timestamptz)
RETURNS int[] LANGUAGE sql STABLE AS $$
  SELECT array_agg(k) FROM (
    {links}
    UNION ALL SELECT section * 8 + 1 WHERE section IS NOT NULL
    UNION ALL SELECT to_char(at AT TIME ZONE 'UTC', 'YYYYMM')::int * 8 + {month}
    UNION ALL SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY')::int * 8 + {year}
  ) AS x (k)
$$;
CREATE FUNCTION articles_search_refile(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- In one order, so that two who file the same stories don't lock each other out.
  PERFORM FROM articles_search WHERE article_id = ANY(ids) ORDER BY article_id FOR UPDATE;
  UPDATE articles_search s SET filed = f.filed
  FROM (
    SELECT id, articles_search_filed(id, section_id, published_at) AS filed
    FROM articles_article WHERE id = ANY(ids)
  ) AS f
  WHERE s.article_id = f.id AND NOT (s.filed @> f.filed AND s.filed <@ f.filed);
END $$;
"""

_TABLES = """
CREATE TABLE articles_search (
  article_id bigint PRIMARY KEY,
  published_at timestamptz NOT NULL,
  withdraw_at timestamptz,
  -- What the story is filed under: key * 8 + kind.
  filed int[] NOT NULL,
  words tsvector NOT NULL
);
-- Not compressed: a look at one word costs least.
ALTER TABLE articles_search ALTER words SET STORAGE EXTERNAL;
CREATE TABLE articles_word (word text NOT NULL);
"""
_INDEXES = """
-- Every search: words, what a story is filed under, months; and the words of headlines alone.
CREATE INDEX search_words ON articles_search USING gin (words, filed, ts_filter(words, '{a}'));
-- Whether a word is known, and those that begin so. Not unique: two imports with one new word
-- would wait for each other.
CREATE INDEX word_known ON articles_word (word text_pattern_ops);
-- "Did you mean", of headlines and of tags.
CREATE INDEX word_similar ON articles_word USING gin (word gin_trgm_ops);
CREATE INDEX tag_similar ON articles_tag USING gin (key gin_trgm_ops);
"""

_ENTER = """
-- Stories are read by their keys, and only then asked whether they are published: the planner
-- would read all those that are, as long as it knows of few.
CREATE FUNCTION articles_search_enter(ids bigint[]) RETURNS void LANGUAGE sql
SET enable_seqscan = off AS $$
  INSERT INTO articles_search (article_id, published_at, withdraw_at, filed, words)
  SELECT id, published_at, withdraw_at,
    articles_search_filed(id, section_id, published_at),
    articles_search_words(headline, summary, body_text)
  FROM (SELECT * FROM articles_article WHERE id = ANY(ids) ORDER BY id OFFSET 0) AS a
  WHERE status = 'published'
  ON CONFLICT (article_id) DO UPDATE SET published_at = excluded.published_at,
    withdraw_at = excluded.withdraw_at, filed = excluded.filed, words = excluded.words;
  INSERT INTO articles_word
  SELECT DISTINCT w
  FROM (SELECT status, headline FROM articles_article WHERE id = ANY(ids) OFFSET 0) AS a,
    regexp_split_to_table(lower(headline), {between}) AS w
  WHERE status = 'published' AND length(w) BETWEEN 4 AND 40
    AND NOT EXISTS (SELECT FROM articles_word WHERE word = w);
$$;
"""
_KEPT = ("headline", "summary", "body_text", "status", "published_at", "withdraw_at", "section_id")
#: Set while a story is written in several steps, to enter it once.
LATER = "newsroom.search_later"
_TRIGGERS = """
-- What is pending is read by each search: the entries of 50 stories, not of the default's 400.
CREATE FUNCTION articles_search_keep() RETURNS trigger LANGUAGE plpgsql
SET gin_pending_list_limit = '512kB' AS $$
BEGIN
  IF NEW.status <> 'published' THEN
    DELETE FROM articles_search WHERE article_id = NEW.id;
  ELSIF current_setting('{later}', true) IS DISTINCT FROM 'on' THEN
    PERFORM articles_search_enter(ARRAY[NEW.id]);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER articles_search_insert AFTER INSERT ON articles_article
FOR EACH ROW WHEN (
  NEW.status = 'published' AND current_setting('{later}', true) IS DISTINCT FROM 'on'
) EXECUTE FUNCTION articles_search_keep();
CREATE TRIGGER articles_search_update AFTER UPDATE ON articles_article
FOR EACH ROW WHEN (
  (OLD.status = 'published' OR NEW.status = 'published')
  AND ({old}) IS DISTINCT FROM ({new})
) EXECUTE FUNCTION articles_search_keep();

CREATE FUNCTION articles_search_drop() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM articles_search WHERE article_id = OLD.id;
  RETURN NULL;
END $$;
CREATE TRIGGER articles_search_delete AFTER DELETE ON articles_article
FOR EACH ROW WHEN (OLD.status = 'published') EXECUTE FUNCTION articles_search_drop();

CREATE FUNCTION articles_search_empty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  TRUNCATE articles_search, articles_word;
  RETURN NULL;
END $$;
CREATE TRIGGER articles_search_truncate AFTER TRUNCATE ON articles_article
FOR EACH STATEMENT EXECUTE FUNCTION articles_search_empty();
"""
_LINK_FUNCTION = """
CREATE FUNCTION articles_search_filed_{event}() RETURNS trigger LANGUAGE plpgsql
SET gin_pending_list_limit = '512kB' AS $$
BEGIN
  IF current_setting('{later}', true) IS DISTINCT FROM 'on' THEN
    PERFORM articles_search_refile(array_agg(DISTINCT article_id)) FROM ({rows}) AS r
    HAVING count(*) > 0;
  END IF;
  RETURN NULL;
END $$;
"""
_LINK_TRIGGER = """
CREATE TRIGGER articles_search_{event} AFTER {event} ON {table} REFERENCING {tables}
FOR EACH STATEMENT EXECUTE FUNCTION articles_search_filed_{event}();
"""
_OLDER, _NEWER = "SELECT article_id FROM older", "SELECT article_id FROM newer"
_EVENTS = {
    "insert": ("NEW TABLE AS newer", _NEWER),
    "update": ("OLD TABLE AS older NEW TABLE AS newer", f"{_OLDER} UNION {_NEWER}"),
    "delete": ("OLD TABLE AS older", _OLDER),
}

_FILL = """
INSERT INTO articles_search (article_id, published_at, withdraw_at, filed, words)
SELECT id, published_at, withdraw_at,
  articles_search_filed(id, section_id, published_at),
  articles_search_words(headline, summary, body_text)
FROM articles_article WHERE status = 'published'
"""
_LEARN = """
INSERT INTO articles_word
SELECT DISTINCT w FROM articles_article,
  regexp_split_to_table(lower(headline), {between}) AS w
WHERE status = 'published' AND length(w) BETWEEN 4 AND 40
"""
#: What lies between the words of a headline.
_BETWEEN = f"[^[:alnum:]{APOSTROPHES}]+"
_INDEX_NAMES = ("search_words", "word_known", "word_similar", "tag_similar")
_FORGET = """
DROP TABLE IF EXISTS articles_search, articles_word CASCADE;
DROP INDEX IF EXISTS tag_similar;
DO $$ DECLARE f regprocedure; BEGIN
  FOR f IN SELECT oid FROM pg_proc WHERE proname LIKE 'articles\\_search\\_%'
    AND pronamespace = current_schema()::regnamespace
  LOOP EXECUTE format('DROP FUNCTION %s CASCADE', f); END LOOP;
END $$;
"""
_DRIFT = """
SELECT count(*) FROM articles_search s
FULL JOIN (SELECT id, published_at, withdraw_at, section_id FROM articles_article
           WHERE status = 'published') a ON a.id = s.article_id
WHERE a.id IS NULL OR s.article_id IS NULL OR s.published_at <> a.published_at
  OR s.withdraw_at IS DISTINCT FROM a.withdraw_at
"""


def script():
    """Return the SQL that makes the index, its functions and its triggers."""
    links = " UNION ALL ".join(
        f"SELECT {column} * 8 + {kind} FROM {table} WHERE article_id = story"
        for kind, table, column in LINKS
    )
    words = _WORDS.format(
        joints=_literal(f"[{re.escape(_JOINTS)}]"),
        untranslated=_literal("".join(LETTERS) + APOSTROPHES),
        translated=_literal("".join(LETTERS.values())),
        longest=LONGEST,
    )
    triggers = _TRIGGERS.format(
        old=", ".join(f"OLD.{name}" for name in _KEPT),
        new=", ".join(f"NEW.{name}" for name in _KEPT),
        later=LATER,
    )
    parts = [_CONFIGURE, _TABLES, words, _FILED.format(links=links, month=MONTH, year=YEAR)]
    parts += [_ENTER.format(between=_literal(_BETWEEN)), triggers]
    parts += [postgresql_find.script(MONTH, YEAR)]
    for event, (tables, rows) in _EVENTS.items():
        parts.append(_LINK_FUNCTION.format(event=event, rows=rows, later=LATER))
        parts += [_LINK_TRIGGER.format(event=event, tables=tables, table=link[1]) for link in LINKS]
    return "".join(parts)


def _literal(text):
    return "'" + text.replace("'", "''") + "'"


def enable(cursor):
    """Make the extensions, or say who can."""
    try:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except ProgrammingError as error:
        raise CommandError(
            f"The search needs PostgreSQL's unaccent and pg_trgm, and they can't be made: "
            f"{str(error).splitlines()[0]}. Let an administrator of the database run "
            "“CREATE EXTENSION unaccent; CREATE EXTENSION pg_trgm;” and migrate again."
        ) from error


def install(cursor):
    """Make the index unless it is there as it should be; return whether it was made."""
    wanted = script() + _INDEXES
    mark = hashlib.sha256(wanted.encode()).hexdigest()
    cursor.execute("SELECT obj_description(to_regclass('articles_search'), 'pg_class')")
    if cursor.fetchone() == (mark,):
        return False
    enable(cursor)
    cursor.execute(_FORGET)
    cursor.execute(script())
    cursor.execute(f"COMMENT ON TABLE articles_search IS '{mark}'")
    return True


def rebuild(cursor):
    """Fill the index anew. Its own indexes are made after that, which is many times faster."""
    cursor.execute("LOCK articles_article IN SHARE MODE")
    cursor.execute(f"DROP INDEX IF EXISTS {', '.join(_INDEX_NAMES)}")
    cursor.execute("TRUNCATE articles_search, articles_word")
    cursor.execute(_FILL)
    cursor.execute(_LEARN.format(between=_literal(_BETWEEN)))
    cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
    cursor.execute(_INDEXES)
    cursor.execute("ANALYZE articles_search, articles_word")


def wait(cursor):
    """Leave the stories that this transaction writes from now on to `enter`."""
    cursor.execute(f"SET LOCAL {LATER} = 'on'")


def enter(cursor, keys):
    # Many at once wait for the index in a longer list, which is sorted into it in one go: that
    # costs two thirds, and a search meanwhile some milliseconds.
    cursor.execute("SET LOCAL gin_pending_list_limit = '16MB'; SET LOCAL work_mem = '64MB'")
    cursor.execute("SELECT articles_search_enter(%s::bigint[])", [list(keys)])
    cursor.execute(f"SET LOCAL {LATER} = 'off'")


def tidy(cursor):
    """Move what is pending into the index, after many stories were entered at once."""
    cursor.execute("SELECT gin_clean_pending_list(to_regclass('search_words'))")


def check(cursor):
    cursor.execute(_DRIFT)
    return cursor.fetchone()[0]


# Asking ------------------------------------------------------------------------------------


def find(cursor, asked, skip, take, sample):
    """Return the Answer to `asked`: one page, and the facets of the newest `sample` matches."""
    cursor.execute(
        "SELECT * FROM articles_search_find"
        "(%s::jsonb, %s::jsonb, %s::timestamptz, %s::timestamptz, %s, %s, %s, %s, %s, %s)",
        [
            json.dumps(_alternatives(asked.query)),
            json.dumps([[key * 8 + kind for key in keys] for kind, keys in asked.filed]),
            asked.first,
            asked.last,
            asked.moment,
            asked.by_relevance,
            skip,
            take,
            sample,
            settings.TIME_ZONE,
        ],
    )
    total, seen, ids, tally, sampled = cursor.fetchone()
    tally = json.loads(tally) if isinstance(tally, str) else tally or {}
    return Answer(
        total=total,
        ids=ids or [],
        tally={(int(key) & 7, int(key) >> 3): number for key, number in tally.items()},
        sampled=sampled or 0,
        seen=seen,
    )


def _alternatives(query):
    if query is None:
        return []
    return [
        [[" ".join(term) for term in terms] for terms in (one.wanted, one.without)]
        for one in query.alternatives
    ]


# Words --------------------------------------------------------------------------------------


def same(cursor, typed, words):
    """Return the pairs of those of `words` and of `typed` that have one stem."""
    lexemes = "tsvector_to_array(to_tsvector('newsroom', articles_search_fold(w)))"
    cursor.execute(
        f"WITH asked AS MATERIALIZED (SELECT w, {lexemes} AS l FROM unnest(%s::text[]) AS w) "
        f"SELECT t.w, a.w FROM (SELECT w, {lexemes} AS l FROM unnest(%s::text[]) AS w) AS t "
        "JOIN asked AS a ON a.l && t.l",
        [list(typed), list(words)],
    )
    return cursor.fetchall()


def similar(cursor, words):
    """Return for those of `words` that no headline has the most alike word of one, or tag."""
    cursor.execute(
        """
        SELECT asked, (
          SELECT w FROM (
            SELECT word AS w FROM articles_word WHERE word %% asked
            UNION SELECT key FROM articles_tag WHERE key %% asked
          ) AS x ORDER BY similarity(w, asked) DESC, w LIMIT 1
        ) FROM unnest(%s::text[]) AS asked
        WHERE NOT EXISTS (SELECT FROM articles_word WHERE word = asked)
        """,
        [words],
    )
    return {word: other for word, other in cursor.fetchall() if other}


def words_like(cursor, prefix, number):
    """Return words of headlines that begin with `prefix`."""
    cursor.execute(
        "SELECT DISTINCT word FROM articles_word WHERE word LIKE %s ORDER BY word LIMIT %s",
        [f"{prefix.lower()}%", number],
    )
    return [word for (word,) in cursor.fetchall()]
