"""Runs commands of manage.py in processes that can be killed, without waiting for Python to start.

A line of JSON on standard input is a task: {"database", "arguments", "output"}; a process is
forked for it, and its number told. {"wait": number} tells how it ended. With "dies_at", whoever
of its processes comes to that statement kills them all; with "most_pages", the database has no
more room than that. "dump" as the only argument writes what `jobs.dump` says of the database,
"pages" how many it has.
"""

import json
import os
import signal
import sys
from contextlib import ExitStack

import django

django.setup()

from django.core.management import ManagementUtility  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.backends.signals import connection_created  # noqa: E402

from articles.importing import detection, formats  # noqa: E402
from articles.importing.gazetteer import Gazetteer  # noqa: E402
from tests.articles.importing.writer.records import RECORDS  # noqa: E402

# What every import reads first, and the processes share.
Gazetteer({"KZ": "Kazakhstan"}).countries_in("Kazakh grain", "Almaty and Bishkek agree.")
formats.all_formats = detection.all_formats = lambda: (RECORDS,)

from newsroom.management.commands import import_archive, undo_import  # noqa: E402, F401
from tests.articles.importing.writer import jobs  # noqa: E402


class Deadly:
    """Kills the process and all of its group, at a statement that it counts to."""

    def __init__(self, number):
        self.left = number

    def __call__(self, execute, *arguments):
        self.left -= 1
        if self.left == 0:
            os.killpg(0, signal.SIGKILL)
        return execute(*arguments)


class Limit:
    """Makes the disk of SQLite a small one."""

    def __init__(self, pages):
        self.pages = pages

    def __call__(self, connection, **kwargs):
        connection.connection.execute(f"PRAGMA max_page_count = {self.pages}")


def perform(task):
    os.setsid()
    output = os.open(task["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(output, stream)
    connection.settings_dict["NAME"] = task["database"]
    code = 70
    try:
        with ExitStack() as stack:
            if number := task.get("dies_at"):
                stack.enter_context(connection.execute_wrapper(Deadly(number)))
            if pages := task.get("most_pages"):
                connection_created.connect(Limit(pages), weak=False)
            if task["arguments"] == ["pages"]:
                with connection.cursor() as cursor:
                    cursor.execute("PRAGMA page_count")
                    sys.stdout.write(str(cursor.fetchone()[0]))
            elif task["arguments"] == ["dump"]:
                told = {"dump": jobs.dump(), "keys": jobs.keys(), "is_sound": jobs.is_sound()}
                json.dump(told, sys.stdout)
            else:
                ManagementUtility(["manage.py", *task["arguments"]]).execute()
        code = 0
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(bool(stop.code))
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def main():
    for line in sys.stdin:
        task = json.loads(line)
        if "wait" in task:
            _, status = os.waitpid(task["wait"], 0)
            answer = os.waitstatus_to_exitcode(status)
        else:
            answer = os.fork()
            if answer == 0:
                perform(task)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
