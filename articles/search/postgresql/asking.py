"""What is asked of the entries: one page of matches, and words like others."""

import json

from django.conf import settings

from articles.search.answer import Answer


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
