"""Fill the database of `DATABASE_URL` with made-up stories, as fast as it takes them.

python -m tests.bench.load N [options]

What it knows of its stories (their addresses, the words to search for) is printed as JSON.
"""

import argparse
import json
import os
import sys
import time
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from itertools import islice
from multiprocessing import get_context

from tests.bench import corpus

CHUNK = 1_000
PROCESSES = 2
LINES = {"bylines": "authors", "countries": "countries", "tags": "tags"}


def main(arguments):
    parser = argparse.ArgumentParser("tests.bench.load", description=__doc__.splitlines()[0])
    parser.add_argument("stories", type=int, metavar="N")
    parser.add_argument("--dense", type=int, default=0, metavar="D", help="more, on a single day")
    parser.add_argument("--triggers", action="store_true", help="leave the triggers to their work")
    parser.add_argument("--refresh", action="store_true", help="derive anew what follows from them")
    parser.add_argument("--own", action="store_true", help="may be emptied if it holds others")
    set_up()
    print(json.dumps(archive(**vars(parser.parse_args(arguments)))))


def set_up():
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()


def archive(stories, dense=0, triggers=False, refresh=False, own=False):
    """Make the database hold this archive, unless it does; return what is known of it."""
    from django.core.management import call_command

    from articles.models import Article

    changed = _migrate()
    held, wanted = Article.objects.count(), stories + dense
    if held not in (0, wanted):
        if not own:
            sys.exit(f"The database holds {held} stories, not {wanted}. Name an empty one.")
        call_command("flush", interactive=False, verbosity=0)
        held = 0
    if not held:
        fill(corpus.numbers(stories, dense), triggers)
    if not held or changed or refresh:
        derive(everything=not triggers)
        tidy()
    count_anew()
    return addresses(stories, dense)


def _migrate():
    """Bring the schema up to date; whether there was anything to do."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    # Even without a migration: what follows each migrate (triggers, roles) may have changed.
    call_command("migrate", verbosity=0)
    return bool(plan)


# The rows -----------------------------------------------------------------------------------


def fill(numbers, triggers=False):
    """Write these stories, with all that they are filed under."""
    from django.db import connection

    keys = write_facets()
    write = write_postgres if connection.vendor == "postgresql" else write_sqlite
    started, written = time.monotonic(), 0
    with nullcontext() if triggers else without_triggers():
        for tables in made(numbers, keys):
            write(with_constants(tables))
            written += len(tables["articles"])
            if written % 50_000 == 0:
                rate = written / (time.monotonic() - started)
                tell(f"{written} stories loaded, {rate:.0f} a second")
    reset_sequences()
    seconds = time.monotonic() - started
    tell(f"{written} stories loaded in {seconds:.0f} s, {written / seconds:.0f} a second")


def tell(sentence):
    print(sentence, file=sys.stderr, flush=True)


def write_facets():
    """Write sections, authors and tags; return the primary keys by place in the corpus' lists."""
    from articles.models import Author, Country, Section, Tag
    from articles.models.taxonomy import fold

    by_code = dict(Country.objects.values_list("code", "pk"))
    return {
        "section": _facets(Section, corpus.SECTIONS),
        "authors": _facets(Author, corpus.author_names()),
        "tags": _facets(Tag, corpus.tag_names(), key=fold),
        "countries": [by_code[code] for code in corpus.COUNTRIES],
    }


def _facets(model, names, **derived):
    from articles.models.slugs import make_slug

    model.objects.bulk_create(
        model(
            name=name,
            slug=make_slug(name, "none"),
            **{column: derive_from(name) for column, derive_from in derived.items()},
        )
        for name in names
    )
    keys = dict(model.objects.values_list("name", "pk"))
    return [keys[name] for name in names]


def made(numbers, keys):
    """Yield the rows of CHUNK stories at a time, made by other processes a little ahead."""
    chunks = (numbers[at : at + CHUNK] for at in range(0, len(numbers), CHUNK))
    context = get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, context) as pool:
        ahead = deque(pool.submit(rows, chunk, keys) for chunk in islice(chunks, 2 * PROCESSES))
        while ahead:
            yield ahead.popleft().result()
            ahead.extend(pool.submit(rows, chunk, keys) for chunk in islice(chunks, 1))


def rows(numbers, keys):
    """Return the rows of these stories by table: what differs from one to another."""
    tables = {"articles": [], "bylines": [], "countries": [], "tags": []}
    for number in numbers:
        story = corpus.story(number)
        pk = primary_key(number)
        tables["articles"].append(
            (
                pk,
                story.headline,
                story.slug,
                story.body,
                story.body_text,
                keys["section"][story.section],
                story.published,
                story.published,
                story.published,
            )
        )
        for place, author in enumerate(story.authors):
            tables["bylines"].append((pk, keys["authors"][author], place, ""))
        for kind in ("countries", "tags"):
            tables[kind] += [(pk, keys[kind][place]) for place in getattr(story, kind)]
    return tables


VARYING = "id headline slug body body_text section_id published_at created_at updated_at".split()


def primary_key(number):
    """Return the key of the story with this number: zero is no key."""
    return number + 1


def with_constants(tables):
    """Return [(table, columns, rows)], with the columns in which all stories are alike."""
    from articles.models import Article, Byline

    fields = [
        field
        for field in Article._meta.concrete_fields
        if field.column not in VARYING and not field.generated
    ]
    constants = [field.get_default() for field in fields]
    constants[[field.name for field in fields].index("status")] = Article.Status.PUBLISHED.value
    columns = [*VARYING, *(field.column for field in fields)]
    country, tag = Article.countries.through._meta.db_table, Article.tags.through._meta.db_table
    return [
        (Article._meta.db_table, columns, [(*row, *constants) for row in tables["articles"]]),
        (Byline._meta.db_table, ["article_id", "author_id", "position", "role"], tables["bylines"]),
        (country, ["article_id", "country_id"], tables["countries"]),
        (tag, ["article_id", "tag_id"], tables["tags"]),
    ]


# The two databases --------------------------------------------------------------------------


def write_postgres(tables):
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for table, columns, lines in tables:
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                for line in lines:
                    copy.write_row(line)


def write_sqlite(tables):
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for table, columns, lines in tables:
            marks = ", ".join(["%s"] * len(columns))
            statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
            cursor.executemany(statement, [[_for_sqlite(value) for value in row] for row in lines])


def _for_sqlite(value):
    """Moments as Django's backend writes them."""
    return str(value.replace(tzinfo=None)) if hasattr(value, "tzinfo") else value


@contextmanager
def without_triggers():
    """A connection whose writes set off no trigger; what they keep is derived afterwards."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = origin")
    else:
        triggers = _drop_sqlite_triggers(connection)
        yield
        with connection.cursor() as cursor:
            for trigger in triggers:
                cursor.execute(trigger)


def _drop_sqlite_triggers(connection):
    """Drop all triggers; return the statements that make them again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
    return [statement for _, statement in triggers]


def reset_sequences():
    """Let the next story that somebody writes have the next key."""
    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connection

    models = list(apps.get_app_config("articles").get_models(include_auto_created=True))
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def derive(everything):
    """Fill what the triggers keep otherwise: lines and counts of listings, the search index."""
    from django.core.management import call_command

    if everything:
        _timed("recount", lambda: call_command("recount", stdout=sys.stderr))


def tidy():
    """Bring the planner's knowledge up to date."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _timed("vacuum", lambda: cursor.execute("VACUUM ANALYZE"))
        else:
            _timed("analyze", lambda: cursor.execute("ANALYZE"))


def count_anew():
    """Count the use of indexes from here on."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_reset()")


def _timed(what, act):
    started = time.monotonic()
    act()
    tell(f"{what}: {time.monotonic() - started:.0f} s")


# What is known ------------------------------------------------------------------------------


def addresses(stories, dense):
    """Return what the measurements need to know: the addresses of this archive, and its words."""
    from articles.models import Author, Country, Section, Tag

    names, words = corpus.tag_names(), corpus.vocabulary()
    return {
        "stories": stories,
        "dense": dense,
        "story": f"/articles/{corpus.story(stories // 2).slug}/",
        "country": _address(Country, code=corpus.COUNTRIES[0]),
        "section": _address(Section, name=corpus.SECTIONS[0]),
        "author": _address(Author, name=corpus.author_names()[0]),
        "tag": _address(Tag, name=names[0]),
        "tag, sparse": _address(Tag, name=corpus.SPARSE_TAG_NAME),
        "tag, one day": _address(Tag, name=corpus.DENSE_TAG_NAME),
        "words": {name: words[first : first + 5] for name, first in WORDS.items()},
    }


# Rank of the first of five words: in about a quarter, 8 % and 0.8 % of the stories.
WORDS = {"common": corpus.CONTENT, "middle": 500, "rare": 5_000}


def _address(model, **lookup):
    return model.objects.get(**lookup).get_absolute_url()


if __name__ == "__main__":
    main(sys.argv[1:])
