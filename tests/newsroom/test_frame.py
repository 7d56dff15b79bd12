"""What every page shares is drawn once, and again as soon as something in it changes."""

import re

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.template import Context, Template

from articles import directory as room
from articles.models import Country, Section
from newsroom.templatetags import frame
from tests.factories import make_article, make_fixing, make_section, make_ticker
from tickers import strip
from tickers.models import Fixing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _committed(monkeypatch):
    """A test's transaction never commits: what waits for it happens at once."""
    for app in ("articles.directory", "tickers.strip"):
        monkeypatch.setattr(f"{app}.transaction.on_commit", lambda act: act())


def page(client, address="/articles/"):
    return client.get(address).content.decode()


def later(monkeypatch, seconds):
    """Let that time pass on the clocks by which the kept is looked at again."""
    for module in (room, strip):
        clock = module.monotonic
        monkeypatch.setattr(module, "monotonic", lambda clock=clock: clock() + seconds)


def test_navigation_marks_the_page_that_it_is_on(client):
    make_article(section=make_section("Water", slug="вода"), slug="s")
    pages = {address: page(client, address) for address in ("/section/вода/", "/articles/", "/")}
    pages["/articles/s/"] = page(client, "/articles/s/")
    current = {
        address: re.findall(r'<a href="([^"]*)" aria-current="page">[^<]', text)
        for address, text in pages.items()
    }
    assert set(current.pop("/section/вода/")) == {"/section/%D0%B2%D0%BE%D0%B4%D0%B0/"}
    assert current == {"/articles/": ["/articles/"], "/": [], "/articles/s/": []}


def test_name_of_the_paper_is_the_heading_of_the_front_page_alone(client):
    make_article()
    assert '<h1 class="paper wrap">' in page(client, "/")
    assert '<p class="paper wrap">' in page(client)


def test_frame_is_drawn_once_for_all_pages(client):
    make_article(slug="s")
    page(client, "/articles/s/")
    kept = dict(room.directory().drawn)
    page(client, "/author/nobody/")
    page(client, "/articles/s/")
    assert room.directory().drawn == kept


@pytest.mark.parametrize("model", [Section, Country])
def test_renamed_entry_is_seen_at_once(client, model):
    entry = make_section("Water") if model is Section else Country.objects.get(code="KZ")
    assert entry.name in page(client)
    entry.name = "Another name"
    entry.save()
    assert "Another name" in page(client)
    entry.delete()
    assert "Another name" not in page(client)


def test_new_rate_is_seen_at_once(client):
    make_fixing("USD/KGS", "87.45")
    ticker = make_ticker("KGS/USD")
    assert "0.01144" in page(client)
    Fixing.objects.record(provider="demo", base="USD", quote="KGS", value="80",
                          date=Fixing.objects.get().date)  # fmt: skip
    assert "0.01250" in page(client)
    ticker.delete()
    assert "0.01250" not in page(client)


def test_what_another_process_wrote_is_seen_within_seconds(client, monkeypatch):
    make_section("Water")
    make_fixing("USD/KGS", "87.45")
    make_ticker("KGS/USD", name="Rates")
    page(client)
    # Neither tells this process of a change.
    Section.objects.update(name="Economy")
    Fixing.objects.update(value=80)
    later(monkeypatch, room.SECONDS + 1)
    assert "Economy" in page(client)
    assert "0.01250" in page(client)


def test_what_says_the_same_is_not_drawn_again(client, monkeypatch):
    make_fixing("USD/KGS", "87.45")
    make_ticker("KGS/USD")
    before = room.directory(), strip.strip_for("masthead")
    later(monkeypatch, room.SECONDS + 1)
    assert room.directory() is before[0]
    assert strip.strip_for("masthead") is before[1]


def test_change_made_while_the_directory_is_read_is_not_missed(monkeypatch):
    read = room._read
    section = make_section("Water")

    def slowly():
        rows = read()
        Section.objects.update(name="Economy")
        room.forget()
        return rows

    monkeypatch.setattr(room, "_read", slowly)
    room.directory()
    monkeypatch.setattr(room, "_read", read)
    assert [entry.name for entry in room.directory().sections] == ["Economy"]
    assert section.name == "Water"


def test_frames_are_bounded(monkeypatch, rf):
    monkeypatch.setattr(frame, "MOST", 3)
    template = Template("{% load frame %}{% frame %}{{ site_name }}{% endframe %}")
    names = [str(number) for number in range(10)]
    request = rf.get("/")
    drawn = [template.render(Context({"request": request, "site_name": name})) for name in names]
    assert drawn == names
    assert len(room.directory().drawn) <= 3


@pytest.mark.parametrize(
    "address", ["/", "/articles/", "/articles/s/", "/nowhere/", "/search/?q=x"]
)
def test_public_page_reads_no_session(client, monkeypatch, address):
    def load(session):
        pytest.fail("The page asked for the session.")

    make_article(slug="s")
    client.cookies["sessionid"] = "x" * 32
    monkeypatch.setattr(SessionStore, "load", load)
    response = client.get(address)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
