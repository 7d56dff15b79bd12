"""The SQL of the index: its tables, its functions, its triggers and its own indexes."""

import re

from articles.search.postgresql import finding
from articles.search.words import APOSTROPHES, LETTERS


def _literal(text):
    return "'" + text.replace("'", "''") + "'"


#: What PostgreSQL's parser would make numbers, addresses, paths, tags or entities of.
_JOINTS = "./@:_-+~%?=#;&<>\\"
#: A tsvector may have a megabyte: so much text always fits, and is 50 pages.
_LONGEST = 150_000
_LINKS = (
    (2, "articles_article_countries", "country_id"),
    (3, "articles_article_tags", "tag_id"),
    (4, "articles_byline", "author_id"),
)
#: What lies between the words of a headline, as SQL.
BETWEEN = _literal(f"[^[:alnum:]{APOSTROPHES}]+")
#: The kinds of `filed` beside those of listings: month and year of publication, in UTC.
_MONTH, _YEAR = 5, 6

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
INDEXES = """
-- Every search: words, what a story is filed under, months; and the words of headlines alone.
CREATE INDEX search_words ON articles_search USING gin (words, filed, ts_filter(words, '{a}'));
-- Whether a word is known, and those that begin so. Not unique: two imports with one new word
-- would wait for each other.
CREATE INDEX word_known ON articles_word (word text_pattern_ops);
-- "Did you mean", of headlines and of tags.
CREATE INDEX word_similar ON articles_word USING gin (word gin_trgm_ops);
CREATE INDEX tag_similar ON articles_tag USING gin (key gin_trgm_ops);
"""
INDEX_NAMES = ("search_words", "word_known", "word_similar", "tag_similar")

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


FORGET = """
DROP TABLE IF EXISTS articles_search, articles_word CASCADE;
DROP INDEX IF EXISTS tag_similar;
DO $$ DECLARE f regprocedure; BEGIN
  FOR f IN SELECT oid FROM pg_proc WHERE proname LIKE 'articles\\_search\\_%'
    AND pronamespace = current_schema()::regnamespace
  LOOP EXECUTE format('DROP FUNCTION %s CASCADE', f); END LOOP;
END $$;
"""


def script():
    """Return the SQL that makes the index, its functions and its triggers."""
    links = " UNION ALL ".join(
        f"SELECT {column} * 8 + {kind} FROM {table} WHERE article_id = story"
        for kind, table, column in _LINKS
    )
    words = _WORDS.format(
        joints=_literal(f"[{re.escape(_JOINTS)}]"),
        untranslated=_literal("".join(LETTERS) + APOSTROPHES),
        translated=_literal("".join(LETTERS.values())),
        longest=_LONGEST,
    )
    triggers = _TRIGGERS.format(
        old=", ".join(f"OLD.{name}" for name in _KEPT),
        new=", ".join(f"NEW.{name}" for name in _KEPT),
        later=LATER,
    )
    parts = [_CONFIGURE, _TABLES, words, _FILED.format(links=links, month=_MONTH, year=_YEAR)]
    parts += [_ENTER.format(between=BETWEEN), triggers]
    parts.append(finding.script(_MONTH, _YEAR))
    for event, (tables, rows) in _EVENTS.items():
        parts.append(_LINK_FUNCTION.format(event=event, rows=rows, later=LATER))
        parts += [
            _LINK_TRIGGER.format(event=event, tables=tables, table=table) for _, table, _ in _LINKS
        ]
    return "".join(parts)
