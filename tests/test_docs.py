"""The README names every setting, command, option, format and room; its examples can be typed."""

import json
import re
import shlex
from pathlib import Path

import pytest
from django.core.management import call_command, get_commands, load_command_class
from django.core.management.base import BaseCommand

from articles.exporting import FORMATS
from articles.importing.formats import all_formats
from articles.models import Section

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text()
SETTINGS = (ROOT / "newsroom" / "settings.py").read_text()
COMMANDS = {
    name: app for name, app in get_commands().items() if app in ("articles", "newsroom", "tickers")
}
#: Commands whose options a person needs the README for; of the others `--help` says enough.
OPTIONED = ("import_archive", "export_archive")
TYPED = re.findall(r"^python manage\.py (\w+)(.*?)(?:\s#.*|\s>.*)?$", README, re.MULTILINE)


def parser_of(name):
    return load_command_class(COMMANDS[name], name).create_parser("manage.py", name)


def options_of(name):
    """The long options of a command, without those that every command of Django's has."""
    known = BaseCommand().create_parser("manage.py", "any")._option_string_actions
    return sorted(
        option
        for option in parser_of(name)._option_string_actions
        if option.startswith("--") and option not in known
    )


@pytest.mark.parametrize(
    "name",
    sorted(set(re.findall(r'(?:setting\(\S+|required\(|env\.str\()\s*"([A-Z_]+)"', SETTINGS))),
)
def test_setting_is_documented(name):
    assert f"`{name}`" in README


def test_settings_are_found_at_all():
    assert re.search(r'"SECRET_KEY"', SETTINGS)
    assert COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_documented(name):
    assert name in README


@pytest.mark.parametrize(
    ("command", "option"), [(name, option) for name in OPTIONED for option in options_of(name)]
)
def test_option_is_documented(command, option):
    assert re.search(rf"`{option}[` ]|^python manage\.py {command} .*{option}\b", README, re.M)


@pytest.mark.parametrize("name", sorted({*(each.name for each in all_formats()), *FORMATS}))
def test_format_is_documented(name):
    assert f"`{name}`" in README


@pytest.mark.parametrize(("command", "arguments"), TYPED)
def test_command_can_be_typed_as_it_is_written(command, arguments):
    if command in COMMANDS:
        parser_of(command).parse_args(shlex.split(arguments))


def test_commands_to_type_are_found_at_all():
    assert {*OPTIONED, "show_import", "undo_import"} <= {command for command, _ in TYPED}


@pytest.mark.django_db
def test_sections_of_the_readme_are_what_they_say(tmp_path):
    (example,) = re.findall(r"^```csv\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    mapping, archive = tmp_path / "sections.csv", tmp_path / "archive.jsonl"
    mapping.write_text(example)
    rows = [line.split(",") for line in example.splitlines()]
    stories = [
        {
            "headline": f"About {there}",
            "text": "Prices rose.",
            "date": "2024-03-01",
            "category": there,
        }
        for there, _ in rows
    ]
    archive.write_text("\n".join(map(json.dumps, stories)))
    call_command("import_archive", str(archive), sections=str(mapping))
    found = {f"About {there}": here.split(" > ")[-1] for there, here in rows}
    for headline, name in found.items():
        assert Section.objects.get(articles__headline=headline).name == name


@pytest.mark.parametrize("room", ["articles", "newsroom", "tickers", "templates", "tests"])
def test_map_names_every_room(room):
    assert f"| `{room}/` |" in README
    assert (ROOT / room).is_dir()


def test_rooms_of_the_recipes_are_there():
    """What CONTRIBUTING names with a slash in it is a file or a folder of the project."""
    named = re.findall(r"`((?:articles|newsroom|tickers|templates|tests)/[\w/.]*)`", CONTRIBUTING)
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_recipes_have_at_most_six_steps():
    recipes = re.findall(r"^\*\*A [^*]+\*\*.*?(?=\n\n|\Z)", CONTRIBUTING, re.MULTILINE | re.DOTALL)
    assert len(recipes) > 5
    for recipe in recipes:
        assert 0 < len(re.findall(r"(?:^|\s)\d\. ", recipe)) <= 6, recipe


def test_picture_in_the_readme_is_there():
    for path in re.findall(r"!\[[^]]+\]\(([^)]+)\)", README):
        assert (ROOT / path).is_file()
