"""Every page of the desk opens for whom it is meant, under the strict policy."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from articles.models import (
    ArticlePath,
    Author,
    Country,
    Image,
    SearchQuery,
    Section,
    Tag,
    Transition,
)
from tests.factories import (
    make_article,
    make_author,
    make_fixing,
    make_image,
    make_payload,
    make_run,
    make_section,
    make_tag,
    make_ticker,
    make_user,
)

CHIEFS_OWN = {"tickers.Currency", "tickers.CurrencyPair", "auth.User"}
EDITORS_READ = {"tickers.Fixing"}


@pytest.fixture
def newsroom(db):
    """One row of everything that the desk has a page for."""
    author = make_author()
    story = make_article(
        authors=[author],
        countries=["KG"],
        section=make_section(),
        tags=[make_tag()],
        lead_image=make_image(),
    )
    ArticlePath.objects.create(path="/old", article=story)
    story.withdraw(make_user(), "A wrong figure")
    make_ticker("KGS/USD")
    make_fixing("USD/KGS", payload=make_payload())
    make_run()
    SearchQuery.objects.create(day=timezone.localdate(), words="dam", searches=1)


def models():
    return [model for model in admin.site._registry if model._meta.label != "auth.Group"]


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def check_policy(response):
    """No inline script but one with the nonce of the header; no inline style or handler at all."""
    policy, page = response["Content-Security-Policy"], response.content.decode()
    assert "unsafe" not in policy
    assert "style-src 'self';" in f"{policy};"
    nonces = set(re.findall(r"'nonce-([^']+)'", policy))
    for attributes in re.findall(r"<script\b([^>]*)>", page):
        # A block of data is no script.
        if " src=" not in attributes and "application/json" not in attributes:
            assert re.search(r'nonce="([^"]+)"', attributes)[1] in nonces
    assert not re.search(r"<style|\sstyle=|<[^>]+\son\w+=", page)


def open_page(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    check_policy(response)
    assert len(re.findall(r"<h1\b", response.content.decode())) == 1, path


@pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)
def test_chief_opens_every_page(chief, newsroom, model):
    row = model._default_manager.first()
    open_page(chief, address(model, "changelist"))
    open_page(chief, address(model, "change", row.pk))
    open_page(chief, address(model, "history", row.pk))
    if admin.site._registry[model].has_add_permission(_request(chief)):
        open_page(chief, address(model, "add"))
    if admin.site._registry[model].has_delete_permission(_request(chief)):
        open_page(chief, address(model, "delete", row.pk))


def _request(client):
    return client.get(reverse("admin:index")).wsgi_request


@pytest.mark.parametrize("name", ["index", "password_change", "password_change_done"])
def test_pages_that_belong_to_nothing_open(reporter, newsroom, name):
    open_page(reporter, reverse(f"admin:{name}"))


def test_sign_in_page_opens_under_the_policy(client, db):
    response = client.get(reverse("admin:login"))
    assert response.status_code == 200
    check_policy(response)


@pytest.mark.parametrize("app", ["articles", "tickers", "auth"])
def test_page_of_an_app_opens(chief, newsroom, app):
    open_page(chief, reverse("admin:app_list", args=[app]))


READABLE = [Author, Country, Image, Section, Tag]


@pytest.mark.parametrize("model", READABLE, ids=lambda model: model._meta.label)
def test_reporter_reads_what_stories_are_filed_under(reporter, newsroom, model):
    open_page(reporter, address(model, "changelist"))
    open_page(reporter, address(model, "change", model.objects.first().pk))


@pytest.mark.parametrize("model", [ArticlePath, Transition, get_user_model()])
def test_reporter_is_kept_out_of_the_rest(reporter, newsroom, model):
    assert reporter.get(address(model, "changelist")).status_code == 403


@pytest.mark.parametrize("model", [Country, Transition])
def test_nobody_adds_or_deletes_what_the_newsroom_keeps_itself(chief, newsroom, model):
    assert chief.get(address(model, "add")).status_code == 403
    row = model.objects.first()
    assert chief.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_transition_is_only_read(chief, newsroom):
    step = Transition.objects.get()
    assert chief.post(address(Transition, "change", step.pk), {"note": "x"}).status_code == 403


def test_navigation_is_grouped_by_task(chief, newsroom):
    groups = chief.get(reverse("admin:index")).context["available_apps"]
    assert [group["name"] for group in groups] == [
        "Stories",
        "Pictures",
        "Taxonomy",
        "Archive",
        "Markets",
        "Readers",
        "People",
    ]


def test_navigation_shows_a_reporter_only_what_they_may_open(reporter, newsroom):
    groups = reporter.get(reverse("admin:index")).context["available_apps"]
    rows = {row["model"]._meta.label for group in groups for row in group["models"]}
    assert "articles.Transition" not in rows
    assert "auth.User" not in rows


def test_desk_shows_editors_what_waits(editor):
    make_article(headline="Waits for you", status="review", published_at=None)
    make_article(headline="Somebody's draft", status="draft", published_at=None)
    page = editor.get(reverse("admin:index")).content.decode()
    assert "Waits for you" in page
    assert "Somebody&#x27;s draft" in page


def test_desk_shows_reporters_their_own_drafts(reporter):
    make_article(headline="Mine", status="draft", published_at=None, created_by=reporter.user)
    make_article(headline="Not mine", status="draft", published_at=None)
    page = reporter.get(reverse("admin:index")).content.decode()
    assert "Mine" in page
    assert "Not mine" not in page


def test_desk_costs_the_same_with_many_stories(editor, newsroom, django_assert_max_num_queries):
    for _ in range(20):
        make_article(authors=[make_author()], countries=["KZ"], status="review")
    with django_assert_max_num_queries(16):
        editor.get(reverse("admin:index"))


def test_desk_of_staff_without_a_role_is_empty(client, db):
    client.force_login(make_user())
    page = client.get(reverse("admin:index"))
    assert page.status_code == 200
    assert page.context["trays"] == []


def test_picture_that_is_none_is_refused_with_a_sentence(editor):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("a.jpg", b"not a picture", "image/jpeg")
    response = editor.post(address(Image, "add"), {"file": file, "alt": "A dam"})
    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == ["file"]


def test_picture_needs_a_description(editor):
    from tests.factories import make_picture

    response = editor.post(address(Image, "add"), {"file": make_picture(), "alt": ""})
    assert list(response.context["adminform"].form.errors) == ["alt"]
    assert not Image.objects.exists()


def test_featured_countries_are_arranged_in_the_list(editor):
    listing = address(Country, "changelist")
    rows = list(editor.get(listing).context["cl"].result_list)
    post = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": len(rows), "_save": "1"}
    for number, country in enumerate(rows):
        post |= {f"form-{number}-id": country.pk, f"form-{number}-position": country.position}
        if country.code == "MN":
            post |= {f"form-{number}-is_featured": "on", f"form-{number}-position": 7}
    assert editor.post(listing, post).status_code == 302
    assert [country.code for country in Country.objects.featured()] == ["MN"]
    assert Country.objects.get(code="MN").position == 7
