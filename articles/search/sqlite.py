"""SQLite's index: an FTS5 table without content, whose rowids are the order of the listings.

A rowid is the second of publication, counted from the year 1800, and the story's key below it:
the newest matches are the highest rowids, and no story is read to know its place.
"""

import unicodedata
from collections import Counter
from datetime import UTC, datetime
from difflib import get_close_matches

from django.db import connection
from django.utils.timezone import localtime

from articles.search.answer import BEST, MOST, YEAR, Answer
from articles.search.words import APOSTROPHES, LETTERS

_BITS = 29
#: From 1800-01-01 to 1970-01-01, in seconds.
_EPOCH = 5_364_662_400
_TOKENS = "unicode61 remove_diacritics 2"
#: The facet kinds by how few stories one of them has, as a rule.
_RAREST_FIRST = (3, 4, 1, 2, 0)
_TALLIED = (1, 2)
_DAY = 86_400
_ROWID = "articles_search.rowid"
_MASK = (1 << _BITS) - 1
#: So many words are compared with one that was not found.
SIMILAR = 3_000


def _fold(column):
    for char in APOSTROPHES:
        column = f"replace({column}, '{char.replace(chr(39), chr(39) * 2)}', '')"
    for char, plain in LETTERS.items():
        column = f"replace({column}, '{char}', '{plain}')"
    return column


def _place(row):
    # char(37) is the percent sign, which Django would take for a parameter.
    seconds = f"strftime(char(37) || 's', {row}published_at)"
    return f"(({seconds} + {_EPOCH}) << {_BITS} | {row}id)"


def _entry(row):
    names = ("headline", "summary", "body_text")
    return ", ".join([_place(row), *(_fold(row + name) for name in names)])


_COLUMNS = "rowid, headline, summary, body"
_ADD = f"INSERT INTO articles_search ({_COLUMNS}) SELECT"
_TAKE = f"INSERT INTO articles_search (articles_search, {_COLUMNS}) SELECT 'delete',"
_CHANGED = " OR ".join(
    f"OLD.{name} IS NOT NEW.{name}"
    for name in ("headline", "summary", "body_text", "status", "published_at")
)
_IN, _OUT = "NEW.status = 'published'", "OLD.status = 'published'"

TABLES = {
    "articles_search": "CREATE VIRTUAL TABLE articles_search "
    f"USING fts5(headline, summary, body, content='', tokenize='{_TOKENS}')",
    "articles_word": "CREATE VIRTUAL TABLE articles_word USING fts5vocab(articles_search, col)",
}
#: Dropped by SQLite whenever Django remakes the table of stories.
TRIGGERS = {
    "articles_search_insert": "CREATE TRIGGER articles_search_insert AFTER INSERT ON "
    f"articles_article WHEN {_IN} BEGIN {_ADD} {_entry('NEW.')}; END",
    "articles_search_delete": "CREATE TRIGGER articles_search_delete AFTER DELETE ON "
    f"articles_article WHEN {_OUT} BEGIN {_TAKE} {_entry('OLD.')}; END",
    "articles_search_update": "CREATE TRIGGER articles_search_update AFTER UPDATE ON "
    f"articles_article WHEN ({_CHANGED}) AND ({_IN} OR {_OUT}) BEGIN "
    f"{_TAKE} {_entry('OLD.')} WHERE {_OUT}; {_ADD} {_entry('NEW.')} WHERE {_IN}; END",
}
# Stories that have left by themselves are still in the index: these are looked up beside it.
INDEXES = {
    "article_leaving": "CREATE INDEX article_leaving ON articles_article "
    "(withdraw_at, status, published_at, id) WHERE withdraw_at IS NOT NULL"
}
_GONE = (
    f"SELECT {_place('')} FROM articles_article "
    # With a plus, so that SQLite takes the index above and not one of all that is published.
    "WHERE withdraw_at IS NOT NULL AND withdraw_at <= %(now)s AND +status = 'published'"
)


def install(cursor):
    """Make what is missing or otherwise; return whether anything was."""
    wanted = TABLES | TRIGGERS | INDEXES
    cursor.execute("SELECT name, sql, type FROM sqlite_master WHERE sql IS NOT NULL")
    present = {name: (sql, kind) for name, sql, kind in cursor.fetchall() if name in wanted}
    if {name: sql for name, (sql, _) in present.items()} == wanted:
        return False
    same_tables = all(present.get(name, ("",))[0] == sql for name, sql in TABLES.items())
    for name in ("articles_word", *TRIGGERS, *INDEXES, *(() if same_tables else TABLES)):
        if name in present:
            cursor.execute(f"DROP {present.pop(name)[1]} {name}")
    for name, sql in wanted.items():
        if name not in present:
            cursor.execute(sql)
    return True


def rebuild(cursor):
    cursor.execute("INSERT INTO articles_search (articles_search) VALUES ('delete-all')")
    entry = _entry("")
    cursor.execute(f"{_ADD} {entry} FROM articles_article WHERE status = 'published'")
    cursor.execute("INSERT INTO articles_search (articles_search) VALUES ('optimize')")


def tidy(cursor):
    """Join some of the pieces that the index was written in."""
    cursor.execute("INSERT INTO articles_search (articles_search, rank) VALUES ('merge', 500)")


def check(cursor):
    stories = f"SELECT {_place('')} FROM articles_article WHERE status = 'published'"
    entries = "SELECT id FROM articles_search_docsize"
    cursor.execute(
        f"SELECT count(*) FROM ({stories} EXCEPT {entries}) "
        f"UNION ALL SELECT count(*) FROM ({entries} EXCEPT {stories})"
    )
    return sum(number for (number,) in cursor.fetchall())


# Asking ------------------------------------------------------------------------------------


def find(cursor, asked, skip, take, sample):
    """Return the Answer to `asked`: one page, and the facets of the newest `sample` matches."""
    if asked.by_relevance and asked.query:
        return _best(cursor, asked, skip, take, sample)
    places = _matching(cursor, *_source(asked, _expression(asked.query)))
    return Answer(
        total=_total(places),
        ids=[_key(place) for place in places[skip : skip + take]],
        tally=_tally(cursor, places[:sample]),
        sampled=len(places[:sample]),
    )


def _best(cursor, asked, skip, take, sample):
    """The newest BEST matches and the newest BEST with the words in the headline, by score."""
    expression = _expression(asked.query)
    places = _matching(cursor, *_source(asked, expression))
    in_headline = f"headline : ({expression})"
    heads = _matching(cursor, *_source(asked, in_headline)) if len(places) > BEST else []
    scores = _scores(cursor, in_headline, heads[:BEST]) | _scores(cursor, expression, places[:BEST])
    ranked = sorted(scores, key=lambda place: (scores[place] * _age(place, asked), -place))
    return Answer(
        total=len(ranked),
        seen=len(ranked) if len(places) > BEST else None,
        ids=[_key(place) for place in ranked[skip : skip + take]],
        tally=_tally(cursor, places[:sample]),
        sampled=len(places[:sample]),
    )


def _scores(cursor, match, places):
    """Return the bm25 of each place: the less, the better."""
    if not places:
        return {}
    cursor.execute(
        "SELECT rowid, bm25(articles_search, 10, 4, 1) FROM articles_search "
        "WHERE articles_search MATCH %s AND rowid BETWEEN %s AND %s",
        [match, places[-1], places[0]],
    )
    wanted = set(places)
    return {place: score for place, score in cursor.fetchall() if place in wanted}


def _age(place, asked):
    """What a score is worth: half of it for each year."""
    years = (_seconds(asked.moment) - (place >> _BITS)) / (365.25 * _DAY)
    return 0.5**years


def _source(asked, match):
    """Return (place, FROM and WHERE, values): SQL for what was asked for, with its parameters."""
    last = min(asked.moment, asked.last or asked.moment)
    groups = sorted(asked.filed, key=lambda group: _RAREST_FIRST.index(group[0]))
    if match is not None:
        place = _ROWID
        values = {"match": match, "last": (_seconds(last) + 1 << _BITS) - 1}
        values["first"] = _seconds(asked.first) << _BITS if asked.first else 0
        source = "articles_search WHERE articles_search MATCH %(match)s AND rowid"
    else:
        place = _place("l.").replace("l.id", "l.article_id")
        kind, keys = groups.pop(0) if groups else (0, (0,))
        values = {"first": _text(asked.first) if asked.first else "", "last": _text(last)}
        source = f"articles_listed l WHERE l.kind = {kind} AND l.key IN ({_list(keys)})"
        source += " AND l.published_at"
    conditions = [f"{source} BETWEEN %(first)s AND %(last)s", f"{place} NOT IN ({_GONE})"]
    conditions += [
        f"EXISTS (SELECT 1 FROM articles_listed f WHERE f.article_id = {place} & {_MASK} "
        f"AND f.kind = {kind} AND f.key IN ({_list(keys)}))"
        for kind, keys in groups
    ]
    return place, " AND ".join(conditions), values | {"now": _text(asked.moment)}


def _matching(cursor, place, source, values):
    """Return the places of the newest MOST + 1 matches: they are few enough to be counted here."""
    # Without an index of words, a story comes once for each of the rows that were named.
    some = place if place == _ROWID else f"DISTINCT {place}"
    cursor.execute(
        f"SELECT {some} AS place FROM {source} ORDER BY place DESC LIMIT {MOST + 1}", values
    )
    return [place for (place,) in cursor.fetchall()]


def _total(places):
    return len(places) if len(places) <= MOST else None


def _tally(cursor, places):
    """Count what the stories at `places` are filed under: {(kind, key): number}."""
    keys = _list(map(_key, places))
    # With a plus, so that SQLite goes by the stories and not through all of a kind.
    cursor.execute(
        "SELECT kind, key, count(*) FROM articles_listed "
        f"WHERE article_id IN ({keys}) AND +kind IN ({_list(_TALLIED)}) GROUP BY kind, key"
    )
    tally = {(kind, key): number for kind, key, number in cursor.fetchall()}
    years = Counter((YEAR, localtime(_moment(place)).year) for place in places)
    return tally | years


def _expression(query):
    """Return FTS5's expression for a query; all that was typed is in quotes."""
    if query is None:
        return None
    return " OR ".join(f"({_all(alternative)})" for alternative in query.alternatives)


def _all(alternative):
    wanted = " AND ".join(map(_quoted, alternative.wanted))
    without = " OR ".join(map(_quoted, alternative.without))
    return f"({wanted}) NOT ({without})" if without else wanted


def _quoted(term):
    return f'"{" ".join(term)}"'


def _key(place):
    return place & _MASK


def _moment(place):
    return datetime.fromtimestamp((place >> _BITS) - _EPOCH, UTC)


def _seconds(moment):
    return int(moment.timestamp() // 1) + _EPOCH


def _text(moment):
    return connection.ops.adapt_datetimefield_value(moment)


def _list(numbers):
    return ", ".join(str(int(number)) for number in numbers)


# Words --------------------------------------------------------------------------------------


def same(cursor, typed, words):
    """Return which of `words` mean which of `typed`: here those that differ in case or accents."""
    meant = {_bare(word): word for word in typed}
    return [(word, meant[_bare(word)]) for word in words if _bare(word) in meant]


def similar(cursor, words):
    """Return for those of `words` that no headline has the most alike word that one has.

    The smaller form: a slip in the first letter is not seen.
    """
    instead = {}
    for word in words:
        bare = _bare(word)
        known = words_like(cursor, bare[0], SIMILAR, length=len(bare))
        if bare not in known:
            for other in get_close_matches(bare, known, n=1, cutoff=0.7):
                instead[word] = other
    return instead


def words_like(cursor, prefix, number, length=None):
    """Return words of headlines that begin with `prefix`, the commonest first."""
    near = "" if length is None else f" AND length(term) BETWEEN {length - 2} AND {length + 2}"
    cursor.execute(
        "SELECT term FROM articles_word WHERE col = 'headline' AND term >= %s AND term < %s"
        f" AND length(term) > 3{near} ORDER BY doc DESC LIMIT {number}",
        [_bare(prefix), _bare(prefix) + "\U0010ffff"],
    )
    return [term for (term,) in cursor.fetchall()]


def _bare(word):
    """As FTS5 keeps a word: Latin letters lose their accents, others keep them."""
    return "".join(_letter(char) for char in word.lower())


def _letter(char):
    base = unicodedata.normalize("NFD", char)[0]
    return base if base.isascii() else char
