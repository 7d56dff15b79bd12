"""What holds in the whole project: who imports whom, and how its pages answer."""

import ast
from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver, reverse

ROOT = Path(__file__).resolve().parents[1]
DJANGO = ("django", "articles.models", "articles.managers", "tickers.models", "tickers.managers")
NETWORK = ("httpx", "requests", "urllib.request", "http.client", "socket")
PAGES = tuple(
    f"articles.{name}" for name in ("views", "urls", "filters", "feeds", "sitemaps", "admin")
)


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def offenders(files, forbidden):
    return [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files
        for name in imports_of(path)
        if any(name == word or name.startswith(f"{word}.") for word in forbidden)
    ]


def modules(*folders):
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    assert files
    return [path for path in files if "migrations" not in path.parts]


def test_articles_and_tickers_do_not_know_each_other():
    assert not offenders(modules("articles"), ["tickers"])
    assert not offenders(modules("tickers"), ["articles"])


def test_apps_do_not_know_the_project():
    assert not offenders(modules("articles", "tickers"), ["newsroom"])


def test_everything_is_fetched_by_one_client():
    """Past it, nothing keeps a fetch from addresses that only this machine can reach."""
    files = modules("articles", "newsroom", "tickers")
    client = ROOT / "newsroom" / "fetching"
    others = [path for path in files if client not in path.parents]
    network = [*(name for name in NETWORK if name != "socket"), "httpcore", "urllib3", "aiohttp"]
    assert len(others) < len(files)
    assert not offenders(others, network)


def test_readers_know_neither_django_nor_the_network():
    """Each module of importing is a reader, unless it is the writer's."""
    files = modules("articles/importing")
    readers = [path for path in files if "writer" not in path.relative_to(ROOT).parts]
    assert len(readers) < len(files)
    above = ["articles.importing.writer", "articles.exporting", "articles.html"]
    assert not offenders(readers, [*DJANGO, *NETWORK, *above])


def test_providers_know_neither_django_nor_the_network_nor_the_clock():
    files = modules("tickers/providers")
    rest = [f"tickers.{path.stem}" for path in modules("tickers") if path not in files]
    assert not offenders(files, [*DJANGO, *NETWORK, *rest])
    assert not [
        f"{path.relative_to(ROOT)} asks {node.attr}()"
        for path in files
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in ("now", "today", "utcnow")
    ]


def test_exporting_knows_models_and_what_a_record_is_but_no_importing():
    files = modules("articles/exporting")
    record = "articles/exporting/story.py imports articles.importing.record"
    known = offenders(files, ["articles.importing", *NETWORK, *PAGES])
    assert [line for line in known if not line.startswith(record)] == []


def test_writer_knows_no_pages_and_no_exporting():
    assert not offenders(modules("articles/importing/writer"), ["articles.exporting", *PAGES])


def test_only_the_desk_knows_importing_and_exporting():
    """What readers of the site wait for never loads a parser."""
    rooms = ("importing", "exporting", "admin", "migrations")
    files = [
        path
        for path in modules("articles")
        if path.relative_to(ROOT / "articles").parts[0] not in rooms
    ]
    files += [ROOT / "newsroom" / name for name in ("urls.py", "views.py", "context_processors.py")]
    assert not offenders(files, ["articles.importing", "articles.exporting"])


def test_models_know_nothing_of_what_is_built_on_them():
    above = ["views", "filters", "feeds", "sitemaps", "admin", "importing", "exporting"]
    for app in ("articles", "tickers"):
        files = [*modules(f"{app}/models")] if (ROOT / app / "models").is_dir() else []
        files += [ROOT / app / "managers.py"]
        assert not offenders(files, [f"{app}.{name}" for name in above])


def test_what_a_page_waits_for_loads_no_parser_of_rates():
    """Providers are loaded by what asks them and by what keeps their rates."""
    asking = ("providers", "updating.py", "recording.py", "managers.py", "migrations")
    files = [
        path
        for path in modules("tickers")
        if path.relative_to(ROOT / "tickers").parts[0] not in asking
    ]
    files += [ROOT / "newsroom" / name for name in ("urls.py", "views.py", "settings.py")]
    above = ["tickers.providers", "tickers.updating", "tickers.recording"]
    assert not offenders(files, above)


def plain_addresses():
    """Every address without an argument, the desk left out: its own tests open it."""
    for app in ("articles", "tickers"):
        for pattern in get_resolver(f"{app}.urls").url_patterns:
            if isinstance(pattern, URLPattern) and not pattern.pattern.converters:
                yield reverse(f"{app}:{pattern.name}")


@pytest.mark.django_db
@pytest.mark.parametrize("address", sorted(plain_addresses()))
def test_page_without_arguments_answers(client, address):
    response = client.get(address)
    assert response.status_code == 200
    if response["Content-Type"].startswith("text/html"):
        assert response.content.count(b"<h1") == 1
