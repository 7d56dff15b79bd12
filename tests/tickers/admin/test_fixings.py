"""Fixings at the desk: found, decided on, entered by hand, and followed to where they came from."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_fixing, make_payload
from tickers.models import Fixing

LIST = reverse("admin:tickers_fixing_changelist")
DAY = date(2026, 5, 21)


def nbkr(value, days=0, **overrides):
    day = DAY + timedelta(days=days)
    return make_fixing("USD/KGS", value, day, **{"provider": "nbkr"} | overrides)


@pytest.fixture
def held(db):
    """One that is a fifth off the one of the day before."""
    nbkr("87.2500", -2)
    nbkr("87.4500", -1)
    return nbkr("104.9400", review="held")


def page_of(fixing):
    return reverse("admin:tickers_fixing_change", args=[fixing.pk])


def decide(client, fixing, decision, note="", **more):
    address = reverse("admin:tickers_fixing_review", args=[fixing.pk])
    answer = client.post(address, {"decision": decision, "note": note, **more})
    fixing.refresh_from_db()
    return answer, " ".join(map(str, get_messages(answer.wsgi_request)))


def listed(client, query=""):
    return [str(one) for one in client.get(LIST + query).context["cl"].result_list]


# What is held ------------------------------------------------------------------------------


def test_held_fixing_stands_on_top_beside_what_was_before(editor, held):
    answer = editor.get(LIST)
    (case,) = answer.context["held"]
    assert (case.fixing, case.before.published, case.off) == (held, "87.4500", "+20.0%")
    page = answer.content.decode()
    assert "One waits for somebody to look" in page
    assert "87.4500" in page
    assert "+20.0%" in page
    assert 'aria-label="USD/KGS from 19 May 2026 to 20 May 2026, and 104.9400 of 21 May' in page


@pytest.mark.parametrize(("nominal", "off"), [(100, "−99.8%"), (1, "−80.0%")])
def test_what_it_is_off_is_told_of_one_unit(editor, held, nominal, off):
    nbkr("17.4900", 1, nominal=nominal, review="held")
    assert editor.get(LIST).context["held"][0].off == off


def test_held_fixing_with_nothing_before_it_says_so(editor):
    nbkr("87", review="held")
    page = editor.get(LIST).content.decode()
    assert '<th scope="row">Before</th><td colspan="2">nothing</td>' in page


def test_held_fixing_stands_beside_what_was_before_however_long_ago(editor):
    nbkr("80.0000", -400)
    nbkr("84.0000", -390, review="rejected")
    nbkr("44.0000", -200)
    held = nbkr("99.0000", review="held")
    (case,) = editor.get(LIST).context["held"]
    assert (case.fixing, case.before.published, case.off) == (held, "44.0000", "+125.0%")
    page = editor.get(page_of(held)).content.decode()
    assert "+125.0%" in page
    assert "three months" not in page


def test_newest_is_laid_on_top_and_the_rest_is_one_link_away(editor, held):
    for day in range(1, 9):
        nbkr("107", day, review="held")
    answer = editor.get(LIST)
    assert [case.fixing.date.day for case in answer.context["held"]] == [29, 28, 27, 26, 25, 24]
    assert "All 9 that are held" in answer.content.decode()


def test_approved_fixing_is_shown_from_now_on(editor, held):
    answer, said = decide(editor, held, "approve", note="The som was let go")
    assert answer["Location"] == page_of(held)
    assert (held.review, held.reviewed_by, held.review_note) == (
        "approved",
        editor.user,
        "The som was let go",
    )
    assert said.startswith("Approved: 1 USD = 104.9400 KGS")
    page = editor.get(page_of(held)).content.decode()
    assert "The som was let go" in page
    assert 'value="approve"' not in page


def test_approval_takes_those_along_that_followed(editor, held):
    after = nbkr("105.1000", 1, review="held")
    _, said = decide(editor, held, "approve")
    after.refresh_from_db()
    assert after.review == "approved"
    assert "and the one after it that followed" in said


def test_note_is_kept_without_what_no_database_takes(editor, held):
    decide(editor, held, "approve", "Seen\0 by us")
    assert (held.review, held.review_note) == ("approved", "Seen by us")


def test_rejection_wants_a_note(editor, held):
    _, said = decide(editor, held, "reject", note="  ")
    assert held.review == "held"
    assert said == "Nothing was changed. Say in a note why this fixing is rejected."
    answer, said = decide(editor, held, "reject", "A slip of the bank", **{"from": "list"})
    assert answer["Location"] == LIST
    assert (held.review, held.review_note) == ("rejected", "A slip of the bank")
    assert "Rejected: 1 USD = 104.9400 KGS" in said


@pytest.mark.parametrize(
    ("decision", "note", "sentence"),
    [
        ("", "", "Choose to approve or to reject it. Nothing was changed."),
        ("delete", "", "Choose to approve or to reject it. Nothing was changed."),
        ("reject", "x" * 301, "Nothing was changed. The note has at most 300 characters."),
    ],
)
def test_decision_that_can_not_be_is_refused(editor, held, decision, note, sentence):
    _, said = decide(editor, held, decision, note)
    assert said.startswith(sentence)
    assert held.review == "held"


def test_decision_is_made_once(editor, held):
    decide(editor, held, "reject", "A slip")
    _, said = decide(editor, held, "approve")
    assert held.review == "rejected"
    assert "only a held fixing is decided on; this one is rejected" in said


def test_many_are_approved_at_once(editor, held):
    others = [nbkr("150", 1, review="held"), nbkr("200", 2, review="held")]
    shown = nbkr("87", -3)
    keys = [one.pk for one in (held, *others, shown)]
    answer = editor.post(LIST, {"action": "approve_chosen", "_selected_action": keys})
    said = " ".join(map(str, get_messages(answer.wsgi_request)))
    assert said == "Approved 3 fixings. Readers see them at once."
    assert set(Fixing.objects.filter(pk__in=keys).values_list("review", flat=True)) == {
        "approved",
        "",
    }


def test_approving_what_is_not_held_changes_nothing(editor):
    fixing = nbkr("87")
    answer = editor.post(LIST, {"action": "approve_chosen", "_selected_action": [fixing.pk]})
    said = " ".join(map(str, get_messages(answer.wsgi_request)))
    assert said == "None of the chosen fixings is held. Nothing was changed."


# The list ----------------------------------------------------------------------------------


@pytest.fixture
def several(db):
    nbkr("87.25", -1)
    nbkr("87.45")
    nbkr("87.46", revision=2)
    nbkr("99", 1, review="rejected", review_note="A slip")
    nbkr("88", 2, review="approved")
    make_fixing("USD/TMT", "3.5", DAY, provider="manual", reason="The page is down")
    make_fixing("EUR/USD", "1.1", DAY, provider="ecb")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?state=rejected", ["1 USD = 99 KGS, 2026-05-22"]),
        ("?state=approved", ["1 USD = 88 KGS, 2026-05-23"]),
        ("?state=manual", ["1 USD = 3.5 TMT, 2026-05-21"]),
        ("?state=corrections", ["1 USD = 87.46 KGS, 2026-05-21"]),
        ("?provider__exact=ecb", ["1 EUR = 1.1 USD, 2026-05-21"]),
        ("?day=2026-05-20", ["1 USD = 87.25 KGS, 2026-05-20"]),
        ("?day=2026-02-31", []),
        ("?day=%00", []),
        ("?q=tmt", ["1 USD = 3.5 TMT, 2026-05-21"]),
        ("?q=USD/EUR", ["1 EUR = 1.1 USD, 2026-05-21"]),
        ("?q=KGS EUR", []),
        ("?q=XXX", []),
        ("?q=12", []),
    ],
)
def test_list_is_narrowed(editor, several, query, found):
    assert listed(editor, query) == found


def test_list_says_in_what_state_each_is_and_why(editor, several):
    page = editor.get(LIST).content.decode()
    for words in ("Corrected since", "Rejected", "A slip", "Approved", "The page is down", "Shown"):
        assert words in page


def test_reviewed_ones_are_listed_beside_what_was_before(editor, several):
    page = editor.get(LIST + "?state=rejected").content.decode()
    assert "87.46, 21 May 2026" in page
    assert "+13.2%" in page


def test_list_costs_the_same_with_many_fixings(editor, held, django_assert_num_queries):
    with django_assert_num_queries(9):
        editor.get(LIST)
    for day in range(1, 40):
        nbkr("87.45", -2 - day)
        nbkr("120", day, review="held")
    with django_assert_num_queries(9):
        editor.get(LIST)
    with django_assert_num_queries(7):
        editor.get(LIST + "?state=held")


def test_long_list_is_counted_no_further_than_it_can_be_paged(editor, several, monkeypatch):
    from newsroom import bounded_list

    monkeypatch.setattr(bounded_list, "LIMIT", 4)
    page = editor.get(LIST).content.decode()
    assert "more than 4 fixings: narrow them down" in page
    assert editor.get(LIST + "?p=99").status_code == 200


# One fixing --------------------------------------------------------------------------------


def test_page_of_a_fixing_leads_to_what_it_was_read_from(editor):
    payload = make_payload("<Курс>87,45</Курс>".encode("windows-1251"))
    page = editor.get(page_of(nbkr("87.45", payload=payload))).content.decode()
    address = reverse("admin:tickers_payload_change", args=[payload.pk])
    assert address in page
    assert "&lt;Курс&gt;87,45&lt;/Курс&gt;" in editor.get(address).content.decode()


def test_page_of_a_fixing_tells_of_its_revisions(editor):
    first = nbkr("87.45")
    second = nbkr("87.46", revision=2)
    page = editor.get(page_of(first)).content.decode()
    assert "Corrected since" in page
    assert page_of(second) in page
    assert "1, this one" in page


def test_payload_is_downloaded_as_it_came_and_run_by_no_browser(editor):
    payload = make_payload(b"\xef\xbb\xbf<html><script>alert(1)</script>", "nbt")
    answer = editor.get(reverse("admin:tickers_payload_download", args=[payload.pk]))
    assert answer.content == b"\xef\xbb\xbf<html><script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith('attachment; filename="nbt-2')
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04\x00\x00\x00\x08\x00", "It is no text. Download it"),
        (b"\x00" * 200, "It is no text. Download it"),
        (b"", "Nothing came: it is not there."),
    ],
)
def test_payload_that_is_no_text_says_so(editor, content, sentence):
    address = reverse("admin:tickers_payload_change", args=[make_payload(content).pk])
    assert sentence in editor.get(address).content.decode()


def test_long_payload_is_shown_in_part_though_a_letter_is_cut(editor):
    payload = make_payload(("x" + "ы" * 80_000).encode())
    page = editor.get(reverse("admin:tickers_payload_change", args=[payload.pk])).content.decode()
    assert "the first 97.7" in page
    assert "�" not in page
    assert page.count("ы") > 49_000


def test_payload_that_nobody_could_read_says_why(editor):
    payload = make_payload(b"<html>Sorry</html>")
    payload.is_unreadable("NBKR: a web page came instead of rates.")
    page = editor.get(reverse("admin:tickers_payload_change", args=[payload.pk])).content.decode()
    assert "a web page came instead of rates" in page


# By hand -----------------------------------------------------------------------------------


def manual_post(**overrides):
    from tests.factories import make_currency

    values = {"base": make_currency("USD").pk, "quote": make_currency("TMT").pk, "nominal": 1}
    values |= {"value": "3.50", "date": timezone.localdate().isoformat()}
    return values | {"reason": "The bank's page is down"} | overrides


def test_rate_by_hand_says_who_and_why_and_is_marked_so(editor):
    editor.post(reverse("admin:tickers_fixing_add"), manual_post())
    fixing = Fixing.objects.get()
    assert (fixing.provider, fixing.entered_by, fixing.reason) == (
        "manual",
        editor.user,
        "The bank's page is down",
    )
    assert (fixing.published, fixing.value) == ("3.50", Decimal("3.5"))
    page = editor.get(page_of(fixing)).content.decode()
    assert "entered by hand" in page
    assert f"entered by {editor.user}" in page


@pytest.mark.parametrize("reason", ["", "   "])
def test_rate_by_hand_wants_a_reason(editor, reason):
    answer = editor.post(reverse("admin:tickers_fixing_add"), manual_post(reason=reason))
    errors = answer.context["adminform"].form.errors
    assert errors == {"reason": ["Say why it is entered by hand: readers are told."]}
    assert not Fixing.objects.exists()
