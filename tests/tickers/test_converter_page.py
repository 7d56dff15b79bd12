"""The converter: an amount, typed as people type it, in another currency, on any day."""

import re
from datetime import date
from html import unescape

import pytest

from tests.factories import make_currency, make_fixing
from tickers.models import Fixing
from tickers.strip import drop

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 25)
ADDRESS = "/markets/convert/"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-05-25T12:00:00+06:00", tick=False)


@pytest.fixture(autouse=True)
def banks():
    make_fixing("USD/KGS", "87.4500", TODAY, provider="nbkr")
    make_fixing("USD/KGS", "89.5", date(2024, 3, 12), provider="nbkr")
    make_fixing("USD/TRL", "1350000", date(2004, 12, 31), provider="tcmb")
    make_currency("TMT")


def asked(client, status=200, **given):
    query = {"amount": "100", "from": "USD", "to": "KGS"} | given
    response = client.get(ADDRESS, {name: text for name, text in query.items() if text is not None})
    assert response.status_code == status, response.get("Location")
    return response


def answer(client, **given):
    text = asked(client, **given).content.decode()
    return text[text.index("<output") : text.index("</output>")]


def refusal(client, **given):
    response = asked(client, status=400, **given)
    text = response.content.decode()
    text = text[text.index("<output") : text.index("</output>")]
    assert "<strong>" not in text
    assert text.count('<p class="errors">') == len(response.context["converter"].errors)
    return text


def test_answer_has_amount_worth_way_and_citation(client):
    text = answer(client)
    for words in (
        "100 USD = <strong>8\u202f745.00 KGS</strong>",
        "NBKR, 25 May 2026: 1 USD = 87.4500 KGS",
        '<a href="/markets/usd-kgs/">USD/KGS: chart and history</a>',
        "100 USD = 8\u202f745.00 KGS (NBKR, 25 May 2026). http://testserver/markets/convert/",
        "?amount=100&amp;from=USD&amp;to=KGS",
    ):
        assert words in text


def test_answer_of_a_day_is_of_that_day(client):
    text = answer(client, date="2024-03-12")
    assert "8\u202f950.00 KGS" in text
    assert "NBKR, 12 March 2024" in text
    assert "/markets/usd-kgs/?date=2024-03-12" in text


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("100", "100 USD"), ("12,5", "12.50 USD"), ("12.5", "12.50 USD"), ("0", "0 USD"),
        ("1 000,50", "1\u202f000.50 USD"), ("1,000.50", "1\u202f000.50 USD"),
        ("1\u202f000", "1\u202f000 USD"), ("1\u00a0000", "1\u202f000 USD"),
        ("1\u2009000", "1\u202f000 USD"), ("1.000,50", "1\u202f000.50 USD"),
    ],
)  # fmt: skip
def test_amount_is_read_as_people_type_it(client, typed, amount):
    assert f"{amount} = <strong>" in answer(client, amount=typed)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"amount": ""}, "The amount is missing."),
        ({"amount": "   "}, "The amount is missing."),
        ({"amount": None}, "The amount is missing."),
        ({"amount": "abc"}, "“abc” is no amount."),
        ({"amount": "<b>"}, "“&lt;b&gt;” is no amount."),
        ({"amount": "1e400"}, "“1e400” is no amount."),
        ({"amount": "NaN"}, "“NaN” is no amount."),
        ({"amount": "Infinity"}, "“Infinity” is no amount."),
        ({"amount": "1\0"}, "8"),
        ({"amount": "-5"}, "The amount is less than nothing."),
        ({"amount": "−5"}, "The amount is less than nothing."),
        ({"amount": "9" * 30}, "The amount has more than 15 digits before the point."),
        ({"amount": "9" * 3000}, "The amount has more than 15 digits before the point."),
        ({"amount": "1.2.3"}, "“1.2.3” is no amount."),
        ({"date": "2026-02-30"}, "“2026-02-30” is no day"),
        ({"date": "tomorrow"}, "“tomorrow” is no day"),
        ({"date": "2027-01-01"}, "1 January 2027 is to come"),
        ({"date": "2001-01-01"}, "No rate of USD in KGS is known before 12 March 2024. Choose"),
        ({"from": "KGS"}, "Choose two different currencies."),
        ({"from": "XXX"}, "There is no currency “XXX” here."),
        ({"from": "<b>"}, "There is no currency “&lt;B&gt;” here."),
        ({"to": None}, "Choose two currencies."),
        ({"to": "TMT"}, "Nobody is known to have a rate of USD in TMT."),
        ({"to": "TMT", "date": "2026-05-01"}, "Nobody is known to have a rate of USD in TMT."),
    ],
)  # fmt: skip
def test_what_can_not_be_converted_is_told_in_a_sentence(client, given, words):
    if words == "8":
        assert "87.45" in answer(client, **given)
        return
    assert words in refusal(client, **given)


def test_each_fault_is_told(client):
    text = refusal(client, amount="x", date="y", to="USD")
    assert text.count('<p class="errors">') == 3


def test_form_keeps_what_was_typed_and_marks_what_is_wrong(client):
    page = asked(client, 400, amount="<abc>", date="never").content.decode()
    assert 'value="&lt;abc&gt;" aria-invalid="true" aria-describedby="conversion"' in page
    assert 'type="text" aria-invalid="true" aria-describedby="conversion" value="never"' in page
    assert '<option value="KGS" selected>' in page


def test_form_offers_the_currencies_that_are_alive(client):
    page = client.get(ADDRESS).content.decode()
    assert '<option value="TMT">TMT – TMT</option>' in page
    assert "TRL" not in page


def test_form_that_nobody_has_filled_in_complains_of_nothing(client):
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert "100 USD = <strong>8\u202f745.00 KGS</strong>" in response.content.decode()
    Fixing.objects.all().delete()
    drop()
    assert 'class="errors"' not in client.get(ADDRESS).content.decode()


def test_answer_is_announced(client):
    page = asked(client).content.decode()
    assert (
        '<output id="conversion" for="convert-amount convert-from convert-to convert-date">' in page
    )


def test_enter_converts_and_does_not_swap(client):
    """The first button of a form is the one that Enter presses."""
    page = client.get(ADDRESS).content.decode()
    form = page[page.index('<form class="converter"') :]
    assert form[form.index("<button") :].startswith('<button class="go">Convert<')


def test_codes_are_read_in_small_letters_too(client):
    assert "8\u202f745.00 KGS" in answer(client, **{"from": "usd", "to": "kgs"})


def test_swap_turns_the_currencies_round_and_keeps_the_rest(client):
    response = asked(client, 302, amount="1 000,5", date="2024-03-12", swap="1")
    assert response["Location"] == (
        "/markets/convert/?amount=1+000%2C5&from=KGS&to=USD&date=2024-03-12"
    )


@pytest.mark.parametrize(
    ("query", "known"),
    [
        ("utm=1", ""),
        ("to=KGS&amount=1&from=USD&x=1", "?amount=1&from=USD&to=KGS"),
        ("amount=1&from=USD&to=KGS&date=", "?amount=1&from=USD&to=KGS"),
        ("amount=++7+&from=USD&to=KGS", "?amount=7&from=USD&to=KGS"),
    ],
)
def test_page_has_one_address(client, query, known):
    response = client.get(f"{ADDRESS}?{query}")
    assert (response.status_code, response["Location"]) == (301, f"{ADDRESS}{known}")


def test_live_answer_is_what_the_page_says(client):
    given = {"amount": "100", "from": "USD", "to": "KGS"}
    live = client.get(f"{ADDRESS}answer/", given).json()["html"]
    assert live.strip() in answer(client)


def test_live_answer_tells_what_is_wrong_and_is_an_answer(client):
    response = client.get(f"{ADDRESS}answer/", {"amount": "abc", "from": "USD", "to": "KGS"})
    assert response.status_code == 200
    assert "“abc” is no amount." in response.json()["html"]
    assert response.json()["wrong"] == ["amount"]


def test_conversions_are_kept_nowhere(client, settings):
    settings.PAGE_CACHE_SECONDS = 60
    asked(client)
    make_fixing("USD/KGS", "100", TODAY, provider="nbkr", revision=2)
    drop()
    assert "10\u202f000.00 KGS" in answer(client)


@pytest.mark.usefixtures("unhurried")
def test_converter_costs_the_same_with_few_and_many_currencies(client, django_assert_num_queries):
    for code in ("AAA", "BBB", "CCC"):
        make_currency(code)
    drop()
    # The arrangement, the rate, marks, the currencies; what the frame shows.
    with django_assert_num_queries(6):
        asked(client)
    with django_assert_num_queries(2):
        asked(client)


def test_page_offers_its_code_and_tells_where_oembed_answers(client):
    page = asked(client).content.decode()
    assert "Embed the converter" in page
    assert "&lt;iframe src=&quot;http://testserver/embed/converter/&quot;" in page
    assert "embed-picture" not in page
    address = re.search(r'type="application/json\+oembed"[^>]* href="([^"]+)"', page)[1]
    assert client.get(unescape(address)).json()["title"] == "Currency converter"


def test_page_of_a_pair_has_the_converter_of_its_day(client):
    page = client.get("/markets/usd-kgs/?date=2024-03-12").content.decode()
    form = page[page.index('<form class="converter"') :]
    assert 'action="/markets/convert/"' in form
    assert 'type="date" max="2026-05-25" value="2024-03-12"' in form
    assert "100 USD = <strong>8\u202f950.00 KGS</strong>" in form
    assert (
        "http://testserver/markets/convert/?amount=100&amp;from=USD&amp;to=KGS&amp;date=2024"
        in form
    )
