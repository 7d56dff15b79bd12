"""How fast archives come in: a WordPress export of made-up stories against raw SQL.

python -m tests.bench.imports N FILE      write an export of N stories
python -m tests.bench.imports raw         put the stories of DATABASE_URL into an empty twin table

What is raw has no relations, no checks and no second run: rows, their indexes, and the words of
the search, in one stream.
"""

import json
import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from html import escape
from pathlib import Path

import psycopg

from tests.bench import corpus

ROOT = Path(__file__).resolve().parents[2]
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0" '
    'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">\n'
    "<channel><title>Old Site</title><link>https://old.example</link><language>en-US</language>"
    "<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://old.example</wp:base_blog_url>\n"
)
_SAMPLE_SECONDS = 0.2
#: Stories of an export that is imported, at most.
MOST = {"postgresql": 100_000, "sqlite": 20_000}


def write_export(path: Path, count: int):
    """Write a WordPress export of `count` stories, oldest first, as WordPress numbers them."""
    numbers = sorted(range(count), key=lambda number: corpus.story(number).published)
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEAD)
        for index, name in enumerate(corpus.author_names()):
            file.write(
                f"<wp:author><wp:author_login>a{index}</wp:author_login>"
                f"<wp:author_display_name><![CDATA[{name}]]></wp:author_display_name></wp:author>\n"
            )
        for post, number in enumerate(numbers, start=1):
            file.write(_item(post, corpus.story(number)))
        file.write("</channel></rss>\n")


def _item(post, story):
    categories = [("category", corpus.SECTIONS[story.section])]
    categories += [("category", _country(place)) for place in story.countries]
    categories += [("post_tag", corpus.tag_names()[tag]) for tag in story.tags]
    filed = "".join(
        f'<category domain="{kind}" nicename="{name.replace(" ", "-").lower()}">'
        f"<![CDATA[{name}]]></category>"
        for kind, name in categories
    )
    body = "\n\n".join(
        f"<!-- wp:paragraph -->\n<p>{paragraph}</p>\n<!-- /wp:paragraph -->"
        for paragraph in story.paragraphs
    )
    when = f"{story.published:%Y-%m-%d %H:%M:%S}"
    return (
        f"<item><title>{escape(story.headline)}</title>"
        f"<link>https://old.example/{story.published:%Y/%m}/{story.slug}/</link>"
        f"<dc:creator><![CDATA[a{story.authors[0]}]]></dc:creator>"
        f'<guid isPermaLink="false">https://old.example/?p={post}</guid><description></description>'
        f"<content:encoded><![CDATA[{body}]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[{story.paragraphs[0][:150]}]]></excerpt:encoded>"
        f"<wp:post_id>{post}</wp:post_id><wp:post_date_gmt>{when}</wp:post_date_gmt>"
        f"<wp:post_modified_gmt>{when}</wp:post_modified_gmt><wp:post_name>{story.slug}"
        f"</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>{filed}"
        "</item>\n"
    )


def _country(place):
    from django_countries import countries

    return str(dict(countries)[corpus.COUNTRIES[place]])


# What an import is measured by ---------------------------------------------------------------


def raw(count):
    """Put the stories that are there into an empty twin of their table; return its rows a second.

    On PostgreSQL by one COPY, the words of the search in the same row; on SQLite by one
    `executemany`, with the same FTS5 table and the same triggers.
    """
    from django.db import connection

    return (_raw_postgresql if connection.vendor == "postgresql" else _raw_sqlite)(count)


_TWIN = """
DROP TABLE IF EXISTS bench_twin;
CREATE TABLE bench_twin (LIKE articles_article INCLUDING ALL, words tsvector);
CREATE INDEX ON bench_twin USING gin (words);
CREATE OR REPLACE FUNCTION bench_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.words := articles_search_words(NEW.headline, NEW.summary, NEW.body_text);
  RETURN NEW;
END $$;
CREATE TRIGGER bench_words BEFORE INSERT ON bench_twin
FOR EACH ROW EXECUTE FUNCTION bench_words();
"""


def _raw_postgresql(count):
    from django.db import connection, transaction

    from articles.models import Article

    columns = ", ".join(f'"{field.column}"' for field in Article._meta.concrete_fields)
    with connection.cursor() as cursor:
        cursor.execute(_TWIN)
        with cursor.copy(f"COPY (SELECT {columns} FROM articles_article) TO STDOUT") as copy:  # noqa: S608
            blocks = [bytes(block) for block in copy]
        began = time.monotonic()
        with transaction.atomic(), cursor.copy(f"COPY bench_twin ({columns}) FROM STDIN") as copy:
            for block in blocks:
                copy.write(block)
        seconds = time.monotonic() - began
        cursor.execute("DROP TABLE bench_twin")
    return count / seconds


def _raw_sqlite(count):
    from django.db import connection, transaction

    from articles.models import Article

    columns = [field.column for field in Article._meta.concrete_fields]
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM articles_article")  # noqa: S608
        rows = cursor.fetchall()
        for table in ("article_countries", "article_tags", "byline", "articlepath", "oldlink"):
            cursor.execute(f"DELETE FROM articles_{table}")  # noqa: S608
        cursor.execute("DELETE FROM articles_article")
        values = ", ".join(["%s"] * len(columns))
        began = time.monotonic()
        with transaction.atomic():
            cursor.executemany(f"INSERT INTO articles_article ({names}) VALUES ({values})", rows)  # noqa: S608
        return count / (time.monotonic() - began)


@contextmanager
def blank(archive):
    """The settings of an empty database beside that of an archive; gone afterwards."""
    url = archive.environ["DATABASE_URL"]
    server, _, name = url.rpartition("/")
    own = f"{server}/imports_{name}"
    if archive.vendor == "postgresql":
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS imports_{name}")
            connection.execute(f"CREATE DATABASE imports_{name}")
    environ = archive.environ | {"DATABASE_URL": own}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environ, check=True)  # noqa: S603
    try:
        yield environ
    finally:
        if archive.vendor == "postgresql":
            with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
                connection.execute(f"DROP DATABASE imports_{name} WITH (FORCE)")
        else:
            for file in Path(own.removeprefix("sqlite:///")).parent.glob(f"imports_{name}*"):
                file.unlink()


def timed_import(environ, path, *options):
    return timed_command(environ, "import_archive", str(path), *options)


def timed_command(environ, *arguments):
    """Run a command of `manage.py`; return its seconds, its peak memory in MB and its last line.

    The memory is that of all its processes; what they share counts once.
    """
    command = [sys.executable, "manage.py", *arguments]
    began = time.monotonic()
    process = subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True, process_group=0
    )
    seen = [0.0]
    watch = threading.Thread(target=_watch_memory, args=(process, seen), daemon=True)
    watch.start()
    output, _ = process.communicate()
    seconds = time.monotonic() - began
    watch.join()
    if process.returncode:
        raise RuntimeError(f"{arguments[0]} ended with {process.returncode}: {output[-500:]}")
    return {"seconds": seconds, "memory": seen[0], "said": output.splitlines()[-1]}


def _watch_memory(process, seen):
    while process.poll() is None:
        seen[0] = max(seen[0], _memory_of(process.pid))
        time.sleep(_SAMPLE_SECONDS)


def _memory_of(pid):
    """The proportional set size of a process and its children, in MB."""
    total = 0.0
    for one in [pid, *_children(pid)]:
        try:
            told = Path(f"/proc/{one}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(float(line.split()[1]) for line in told.splitlines() if line[:4] == "Pss:")
    return total / 1024


def _children(pid):
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [child for one in told.split() for child in (int(one), *_children(int(one)))]


def measured(environ, folder: Path, count: int):
    """Measure one database, empty but for its schema: import, import again, and raw."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"export-{count}.xml"
    if not path.exists():
        _asked(environ, str(count), str(path))
    first = timed_import(environ, path)
    second = timed_import(environ, path)
    told = {"stories": count, "bytes": path.stat().st_size, "first": first, "second": second}
    return told | json.loads(_asked(environ, "raw", str(count)).splitlines()[-1])


def _asked(environ, *arguments):
    command = [sys.executable, "-m", "tests.bench.imports", *arguments]
    output = subprocess.PIPE
    return subprocess.run(  # noqa: S603
        command, cwd=ROOT, env=environ, check=True, stdout=output, text=True
    ).stdout


def main(arguments):
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    if arguments[0] == "raw":
        print(json.dumps({"raw": raw(int(arguments[1]))}))
    else:
        write_export(Path(arguments[1]), int(arguments[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
