"""The entries: made, filled anew, left until a story is whole, checked."""

import hashlib

from django.core.management import CommandError
from django.db import ProgrammingError

from articles.search.postgresql import schema

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
_DRIFT = """
SELECT count(*) FROM articles_search s
FULL JOIN (SELECT id, published_at, withdraw_at, section_id FROM articles_article
           WHERE status = 'published') a ON a.id = s.article_id
WHERE a.id IS NULL OR s.article_id IS NULL OR s.published_at <> a.published_at
  OR s.withdraw_at IS DISTINCT FROM a.withdraw_at
"""


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
    script = schema.script()
    mark = hashlib.sha256((script + schema.INDEXES).encode()).hexdigest()
    cursor.execute("SELECT obj_description(to_regclass('articles_search'), 'pg_class')")
    if cursor.fetchone() == (mark,):
        return False
    enable(cursor)
    cursor.execute(schema.FORGET)
    cursor.execute(script)
    cursor.execute(f"COMMENT ON TABLE articles_search IS '{mark}'")
    return True


def rebuild(cursor):
    """Fill the index anew. Its own indexes are made after that, which is many times faster."""
    cursor.execute("LOCK articles_article IN SHARE MODE")
    cursor.execute(f"DROP INDEX IF EXISTS {', '.join(schema.INDEX_NAMES)}")
    cursor.execute("TRUNCATE articles_search, articles_word")
    cursor.execute(_FILL)
    cursor.execute(_LEARN.format(between=schema.BETWEEN))
    cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
    cursor.execute(schema.INDEXES)
    cursor.execute("ANALYZE articles_search, articles_word")


def wait(cursor):
    """Leave the stories that this transaction writes from now on to `enter`."""
    cursor.execute(f"SET LOCAL {schema.LATER} = 'on'")


def enter(cursor, keys):
    # Many at once wait for the index in a longer list, which is sorted into it in one go: that
    # costs two thirds, and a search meanwhile some milliseconds.
    cursor.execute("SET LOCAL gin_pending_list_limit = '16MB'; SET LOCAL work_mem = '64MB'")
    cursor.execute("SELECT articles_search_enter(%s::bigint[])", [list(keys)])
    cursor.execute(f"SET LOCAL {schema.LATER} = 'off'")


def tidy(cursor):
    """Move what is pending into the index, after many stories were entered at once."""
    cursor.execute("SELECT gin_clean_pending_list(to_regclass('search_words'))")


def check(cursor):
    cursor.execute(_DRIFT)
    return cursor.fetchone()[0]
