"""Who may see rates, arrange them, decide on them, enter them and have them fetched: asked on
every endpoint."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    make_currency,
    make_fixing,
    make_pair,
    make_payload,
    make_run,
    make_ticker,
)
from tickers.models import Currency, CurrencyPair, FetchRequest, Fixing

pytestmark = pytest.mark.django_db
ROLES = ("outsider", "reporter", "editor", "chief")


def address(name, *args):
    return reverse(f"admin:tickers_{name}", args=args)


def _held():
    return make_fixing("USD/KGS", "107", provider="nbkr", review="held")


SEEN = {
    "fixings": lambda: address("fixing_changelist"),
    "fixing": lambda: address("fixing_change", _held().pk),
    "runs": lambda: address("run_changelist"),
    "run": lambda: address("run_change", make_run().pk),
    "sources": lambda: address("run_sources"),
    "payload": lambda: address("payload_change", make_payload().pk),
    "download": lambda: address("payload_download", make_payload().pk),
    "pairs": lambda: address("currencypair_changelist"),
    "pair": lambda: address("currencypair_change", make_pair().pk),
    "shown": lambda: address("currencypair_shown"),
    "currencies": lambda: address("currency_changelist"),
    "currency": lambda: address("currency_change", make_currency("KGS").pk),
    "tickers": lambda: address("ticker_changelist"),
    "ticker": lambda: address("ticker_change", make_ticker().pk),
}
#: By what is done: who may, and the address and the POST that does it.
DONE = {
    "approve": ("editor", lambda: (address("fixing_review", _held().pk), {"decision": "approve"})),
    "reject": (
        "editor",
        lambda: (address("fixing_review", _held().pk), {"decision": "reject", "note": "A slip"}),
    ),
    "approve many": (
        "editor",
        lambda: (
            address("fixing_changelist"),
            {"action": "approve_chosen", "_selected_action": [_held().pk]},
        ),
    ),
    "enter by hand": ("editor", lambda: (address("fixing_add"), _manual())),
    "delete a fixing": (
        "chief",
        lambda: (address("fixing_delete", make_fixing().pk), {"post": "yes"}),
    ),
    "fetch": ("editor", lambda: (address("run_fetch"), {"provider": "nbkr"})),
    "add a pair": ("editor", lambda: (address("currencypair_add"), _pair())),
    "change a pair": (
        "editor",
        lambda: (address("currencypair_change", make_pair().pk), {"providers": "ecb"}),
    ),
    "preview a pair": (
        "editor",
        lambda: (address("currencypair_preview", make_pair().pk), {"providers": "ecb"}),
    ),
    "preview a new pair": ("editor", lambda: (address("currencypair_add_preview"), _pair())),
    "delete a pair": (
        "chief",
        lambda: (address("currencypair_delete", make_pair().pk), {"post": "yes"}),
    ),
    "name a currency": (
        "editor",
        lambda: (address("currency_change", make_currency("KGS").pk), {"name": "Som"}),
    ),
    "delete a currency": (
        "chief",
        lambda: (address("currency_delete", make_currency("XAU").pk), {"post": "yes"}),
    ),
}


def _manual():
    values = {"base": make_currency("USD").pk, "quote": make_currency("TMT").pk, "nominal": 1}
    day = timezone.localdate().isoformat()
    return values | {"value": "3.5", "date": day, "reason": "The page is down"}


def _pair():
    return {"base": make_currency("EUR").pk, "quote": make_currency("TJS").pk, "is_active": "on"}


def _snapshot():
    """All that a POST of this table could change."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Fixing, CurrencyPair, Currency, FetchRequest)
    ]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", SEEN)
def test_page_is_seen_by_everybody_with_a_role(request, role, page):
    client = request.getfixturevalue(role)
    expected = 403 if role == "outsider" else 200
    assert client.get(SEEN[page]()).status_code == expected


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("deed", DONE)
def test_deed_is_done_by_whom_it_is_given_to(request, role, deed):
    client = request.getfixturevalue(role)
    first, prepare = DONE[deed]
    path, post = prepare()
    before = _snapshot()
    answer = client.post(path, post)
    may = ROLES.index(role) >= ROLES.index(first)
    if "preview" in deed:
        assert answer.status_code == (200 if may else 403)
        assert _snapshot() == before
    else:
        assert (_snapshot() != before) == may
        assert answer.status_code == 302 if may else answer.status_code in (200, 302, 403)


@pytest.mark.parametrize("page", SEEN)
def test_page_sends_strangers_to_sign_in(client, db, page):
    answer = client.get(SEEN[page]())
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("deed", DONE)
def test_deed_is_not_for_strangers(client, db, deed):
    path, post = DONE[deed][1]()
    before = _snapshot()
    assert client.post(path, post).status_code == 302
    assert _snapshot() == before


@pytest.mark.parametrize("name", ["fixing_review", "currencypair_preview"])
def test_deed_is_posted(chief, name):
    row = _held() if name == "fixing_review" else make_pair()
    assert chief.get(address(name, row.pk)).status_code == 405
    assert chief.get(address("run_fetch")).status_code == 405


def test_reporter_is_offered_nothing_to_decide(reporter):
    _held()
    make_run()
    page = reporter.get(address("fixing_changelist")).content.decode()
    assert "107" in page
    assert ">Approve<" not in page
    assert 'name="action"' not in page
    assert "Enter a rate by hand" not in page
    assert "Fetch" not in reporter.get(address("run_changelist")).content.decode()


@pytest.mark.parametrize("role", ["editor", "chief"])
def test_fixing_is_deleted_one_at_a_time(request, role):
    client, fixing = request.getfixturevalue(role), make_fixing()
    post = {"action": "delete_selected", "_selected_action": [fixing.pk], "post": "yes"}
    client.post(address("fixing_changelist"), post)
    assert Fixing.objects.filter(pk=fixing.pk).exists()
