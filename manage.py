#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        from django.core.management import execute_from_command_line
        from django.db import OperationalError
    except ModuleNotFoundError as error:
        if error.name != "django":
            raise
        sys.exit(
            "This Python has no Django. `make demo` installs it in .venv: "
            "`. .venv/bin/activate` first, or `.venv/bin/python manage.py`."
        )

    try:
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has had enough (`| head`), and knows. What still waits goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(2)
    except OperationalError as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(
            f"The database can't be used: {str(error).strip()}\n"
            "Look at DATABASE_URL, and whether `manage.py migrate` has run."
        )


if __name__ == "__main__":
    main()
