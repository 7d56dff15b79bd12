"""Whatever comes instead of rates is a sentence, and no half of a figure becomes a rate."""

import pytest

from tests.tickers.providers.payloads import (
    CBR_DAY,
    CBU_JSON,
    CSV,
    ECB_TABLE,
    ERRORS,
    HOST_RATES,
    NBK_DAY,
    NBKR_DAILY,
    NBRB_DAY,
    NBRB_DYNAMICS,
    READ,
    TCMB_DAY,
    zipped,
)
from tickers.providers import PROVIDERS
from tickers.providers.record import Doubt, UnreadablePayload

PAGE = b"<!DOCTYPE html><html><head><title>Access denied</title></head><body>403</body></html>"
EACH = [(name, payload) for name, payload, told in READ if told]
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<CurrencyRates Date="24.05.2026"><Currency ISOCode="USD"><Nominal>1</Nominal>'
    b"<Value>&b;</Value></Currency></CurrencyRates>"
)


def refusal(name, payload):
    with pytest.raises(UnreadablePayload) as caught:
        PROVIDERS[name].parse(payload)
    sentence = str(caught.value)
    assert sentence.startswith(PROVIDERS[name].title)
    assert sentence.endswith(".")
    assert len(sentence) < 600
    return sentence


@pytest.mark.parametrize(("name", "payload"), ERRORS)
def test_error_with_status_200_is_refused(name, payload):
    refusal(name, payload)


def test_each_provider_has_an_error_here():
    assert {name for name, _ in ERRORS} == set(PROVIDERS)


@pytest.mark.parametrize("name", PROVIDERS)
def test_what_the_bank_said_instead_is_shown(name):
    assert "“<odd>Closed for repair</odd>”" in refusal(name, b"<odd>Closed for repair</odd>")


@pytest.mark.parametrize("name", PROVIDERS)
@pytest.mark.parametrize(
    ("payload", "what"),
    [(PAGE, "a web page came"), (b"\n" + PAGE, "a web page came"), (b" \n", "an empty answer")],
)
def test_page_or_nothing_is_named(name, payload, what):
    assert what in refusal(name, payload)


@pytest.mark.parametrize("name", PROVIDERS)
@pytest.mark.parametrize(
    "payload",
    [
        b"\x00" * 50,
        b"\xff\xfe\x00\xd8",
        b"[" * 100_000,
        b"<a>" * 100_000,
        b"PK\x03\x04rest",
        b'"',
        b"0",
        b"true",
        b"[null]",
        b"[[]]",
        b'[{"currencies": [null]}]',
        b'{"items": [null]}',
        b'{"success": true, "base": 1, "date": [], "rates": []}',
        b'{"success": true, "source": {}, "timestamp": {}, "quotes": {"USDEUR": {}}}',
        b'{"base": {}, "timestamp": [], "rates": {"EUR": {}}}',
        b'{"base": "USD", "timestamp": 1399748450, "rates": [1]}',
        b'{"base": "USD", "timestamp": 9e20, "rates": {"EUR": 1.1}}',
        b'{"base": "USD", "timestamp": -1, "rates": {"EUR": 1.1}}',
        b"9" * 5000,
        BOMB,
    ],
)
def test_rubbish_is_refused(name, payload):
    refusal(name, payload)


@pytest.mark.parametrize("name", PROVIDERS)
def test_every_other_providers_payload_is_refused(name):
    for other, payload in EACH:
        if other != name:
            refusal(name, payload)


@pytest.mark.parametrize(("name", "payload"), EACH)
def test_no_cut_of_a_payload_says_what_the_whole_does_not(name, payload):
    """Lines can be cut between two rates without a trace; everything else is refused."""
    whole = PROVIDERS[name].parse(payload)
    for length in range(len(payload.rstrip())):
        try:
            told = PROVIDERS[name].parse(payload[:length])
        except UnreadablePayload:
            continue
        assert payload[:1] not in b"<[{P", f"cut at {length}"
        assert {one for one in told if not isinstance(one, Doubt)} <= set(whole)


def test_last_line_without_its_end_is_left_out():
    *records, doubt = PROVIDERS["csv"].parse(CSV.rstrip())
    assert len(records) == 1
    assert doubt.text == (
        "CSV file: line 3 is left out, as it has no line break at its end, so it may be cut off: "
        "add one if it is whole."
    )


def test_line_with_another_number_of_cells_is_left_out():
    *records, doubt = PROVIDERS["ecb"].parse(ECB_TABLE.replace(b"N/A,5.3447", b"5.3447"))
    assert {record.date.year for record in records} == {1999}
    assert doubt.text == (
        "European Central Bank: line 2 is left out, as it has 4 cells under 5 headings."
    )


def test_file_without_the_columns_says_which_and_how_to_begin():
    assert refusal("csv", b"day,base,rate\n2026-05-24,USD,87.45\n") == (
        "CSV file: its first line has no column date and no quote and no value, but "
        "“day, base, rate”. Begin it with date,base,quote,nominal,value."
    )


def test_zip_that_unpacks_to_too_much_is_refused():
    assert "is an archive of more than 50 MB" in refusal("ecb", zipped(b"0" * 50_000_001))


def test_zip_without_files_or_with_wrong_bytes_is_refused():
    archive = bytearray(zipped(ECB_TABLE))
    archive[45] ^= 0xFF
    assert "can't be opened" in refusal("ecb", bytes(archive))
    assert "can't be opened" in refusal("ecb", b"PK\x05\x06" + b"\x00" * 18)


def test_name_that_comes_twice_is_told():
    payload = HOST_RATES.replace(b'"EUR": 1', b'"KGS": 1')
    assert "a name comes twice" in refusal("exchangerate_host", payload)


MARK = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("name", "payload"),
    [("nbkr", NBKR_DAILY), ("nbk", NBK_DAY), ("cbu", CBU_JSON), ("nbrb", NBRB_DAY)],
)
@pytest.mark.parametrize("before", [MARK, b"\r\n\n ", MARK + b"\r\n"])
def test_mark_or_blank_lines_before_a_payload_change_nothing(name, payload, before):
    assert PROVIDERS[name].parse(before + payload) == PROVIDERS[name].parse(payload)


@pytest.mark.parametrize(("name", "payload"), [("cbr", CBR_DAY), ("tcmb", TCMB_DAY)])
def test_payload_that_was_saved_in_another_encoding_than_it_says_is_read(name, payload):
    """A browser saves a page in UTF-8 and leaves the declaration of windows-1251 as it was."""
    said = "cp1251" if name == "cbr" else "iso8859-9"
    saved = payload.decode(said).replace("Казахстанских", "Японских Иен").encode()
    assert PROVIDERS[name].parse(saved) == PROVIDERS[name].parse(payload)


ROW = '<Currency ISOCode="{}"><Nominal>{}</Nominal><Value>{}</Value></Currency>'


def kyrgyz(*rows, day="24.05.2026"):
    content = "".join(ROW.format(*row) for row in rows)
    return f'<CurrencyRates Date="{day}">{content}</CurrencyRates>'.encode()


GOOD = ("EUR", "1", "101,5076")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("USD", "1", "0"), "“0” is not above zero"),
        (("USD", "1", "0,0000"), "“0,0000” is not above zero"),
        (("USD", "1", "-87,45"), "“-87,45” is not above zero"),
        (("USD", "1", "NaN"), "“NaN” is no number"),
        (("USD", "1", "Infinity"), "“Infinity” is no number"),
        (("USD", "1", "1e400"), "“1e400” is too large for a rate"),
        (("USD", "1", "1e9999999"), "“1e9999999” is no number"),
        (("USD", "1", "99999999999"), "“99999999999” is too large for a rate"),
        (("USD", "1", "0,00000000001"), "“0,00000000001” is too small for a rate"),
        (("USD", "1", "9" * 5000), f"“{'9' * 40}…” is no number"),
        (("USD", "1", "٣"), "“٣” is no number"),
        (("USD", "1", ""), "“” is no number"),
        (("USD", "0", "87,45"), "its nominal “0” is no number of units"),
        (("USD", "-1", "87,45"), "its nominal “-1” is no number of units"),
        (("USD", "1,5", "87,45"), "its nominal “1,5” is no number of units"),
        (("USD", "1e12", "87,45"), "its nominal “1e12” is no number of units"),
        (("USD", "", "87,45"), "“” is no number"),
        (("US", "1", "87,45"), "“US” is no code of a currency"),
        (("ДОЛ", "1", "87,45"), "“ДОЛ” is no code of a currency"),
        (("840", "1", "87,45"), "“840” is no code of a currency"),
    ],
)
def test_row_that_can_not_be_is_left_out_and_told(row, why):
    record, doubt = PROVIDERS["nbkr"].parse(kyrgyz(row, GOOD))
    assert record.base == "EUR"
    assert doubt.text == (
        f"National Bank of the Kyrgyz Republic: “{row[0]}” of “24.05.2026” is left out, as {why}."
    )


def test_payload_without_one_row_that_can_be_is_refused_with_the_first_reason():
    assert refusal("nbkr", kyrgyz(("USD", "1", "0"), ("EUR", "1", "0"))) == (
        "National Bank of the Kyrgyz Republic: no row of what came can be used (“USD” of "
        "“24.05.2026” is left out, as “0” is not above zero): it may be another bank's. "
        "Compare it with https://www.nbkr.kg/index1.jsp?item=1562&lang=ENG, and try again."
    )


@pytest.mark.parametrize(
    "day", ["", "31.02.2026", "2026-05-24", "24.05", "24.05-2026", "00.00.0000"]
)
def test_payload_of_no_day_is_refused(day):
    refusal("nbkr", kyrgyz(GOOD, day=day))


def test_currency_that_comes_twice_the_same_is_taken_once():
    record, doubt = PROVIDERS["nbkr"].parse(kyrgyz(GOOD, GOOD))
    assert record.base == "EUR"
    assert doubt.text.endswith("is left out, as it stands there already.")


def test_currency_that_contradicts_itself_is_left_out():
    other = ("EUR", "10", "101,5076")
    record, doubt = PROVIDERS["nbkr"].parse(kyrgyz(GOOD, ("KZT", "1", "0,1859"), other, GOOD))[:2]
    assert record.base == "KZT"
    assert doubt.text.endswith("as the two contradict each other.")


def moldovan(ident, *codes):
    listed = "".join(
        f'<Valute ID="{ident}"><CharCode>{code}</CharCode><Nominal>1</Nominal>'
        "<Value>0.2268</Value></Valute>"
        for code in codes
    )
    return f'<ValCurs Date="19.05.2026" name="Official rates">{listed}</ValCurs>'.encode()


def test_bank_of_the_same_form_is_known_by_its_numbers_of_currencies():
    assert "numbers its currencies as this bank does not" in refusal("cbr", moldovan("47", "EUR"))


def test_bank_of_the_same_form_is_known_by_a_rate_of_the_home_currency():
    assert (
        "has “RUB” at “0.2268”, and that is the currency which this bank tells all others in: it "
        "is another bank's."
    ) in refusal("cbr", moldovan("R01235", "EUR", "RUB"))


def test_line_of_a_file_with_one_currency_at_two_values_is_left_out():
    *records, doubt = PROVIDERS["csv"].parse(CSV.replace(b"usd;KGS", b"KGS;KGS"))
    assert len(records) == 1
    assert doubt.text.endswith("is left out, as it is one currency at two values.")


def test_currency_that_the_bank_only_sells_is_told():
    only_sold = TCMB_DAY.replace(b"<ForexBuying>2.8852</ForexBuying>", b"<ForexBuying/>")
    record, doubt = PROVIDERS["tcmb"].parse(only_sold)
    assert record.base == "JPY"
    assert doubt == Doubt("Central Bank of Türkiye: “USD” has no rate at which the bank buys it.")


def test_rates_of_one_currency_over_some_days_say_what_to_do():
    sentence = refusal("nbrb", NBRB_DYNAMICS)
    assert sentence.endswith("Let update_rates ask the bank for those days itself.")


def test_bank_that_tells_its_own_currency_is_not_read_for_it():
    (record,) = PROVIDERS["nbkr"].parse(kyrgyz(("KGS", "1", "1"), GOOD))
    assert record.base == "EUR"
