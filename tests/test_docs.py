"""The README names every setting, command and make target."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()
SETTINGS = (ROOT / "newsroom" / "settings.py").read_text()
COMMANDS = [
    name for name, app in get_commands().items() if app in ("articles", "newsroom", "tickers")
]


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


@pytest.mark.parametrize("room", ["articles", "newsroom", "tickers", "templates", "tests"])
def test_map_names_every_room(room):
    assert f"| `{room}/` |" in README
    assert (ROOT / room).is_dir()


def test_picture_in_the_readme_is_there():
    for path in re.findall(r"!\[[^]]+\]\(([^)]+)\)", README):
        assert (ROOT / path).is_file()
