"""Countries are known by their codes and names; cities, states and seas are none."""

import pytest

from articles.importing.agency.places import coded, country, country_at_end, named


@pytest.mark.parametrize(
    ("code", "found"),
    [
        *[("KZ", "KZ"), ("kz", "KZ"), ("KAZ", "KZ"), (" kgz ", "KG"), ("UK", "GB"), ("GBR", "GB")],
        *[("EU", ""), ("XX", ""), ("NSW", ""), ("", ""), ("K", ""), ("398", "")],
    ],
)
def test_codes_of_two_and_three_letters(code, found):
    assert coded(code) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Kazakhstan", "KZ"),
        (" kazakhstan ", "KZ"),
        ("United  States", "US"),
        ("USA", "US"),
        ("Czech Republic", "CZ"),
        ("Almaty", ""),
        ("Europe", ""),
        ("", ""),
    ],
)
def test_names(name, found):
    assert named(name) == found


@pytest.mark.parametrize(
    "code",
    [
        "country:KZ",
        "country:KAZ",
        "cntry:Kazakhstan",
        "iso3166-1a2:KZ",
        "iso3166-1a3:KAZ",
        "http://cvx.iptc.org/iso3166-1a2/kz",
        "http://cv.iptc.org/newscodes/country/KAZ",
        "https://wire.example/codes/country#KZ",
        "dpacountry:KZ",
        "N2:KZ",
    ],
)
def test_codes_of_a_vocabulary_of_countries(code):
    assert country((), [code]) == "KZ"


@pytest.mark.parametrize("code", ["iso3166-1a2:DE-HE", "geo:KZ", "N2:KAZ", "subj:KZ", "KZ", ""])
def test_codes_of_other_vocabularies_say_nothing(code):
    assert country((), [code]) == ""


def test_code_of_any_vocabulary_counts_for_what_is_a_country():
    assert country(["Казахстан"], ["geo:KZ"], is_country=True) == "KZ"


@pytest.mark.parametrize(
    ("names", "is_country", "found"),
    [
        (["Kazakhstan"], None, "KZ"),
        (["Großbritannien", "Britain"], None, "GB"),
        (["Georgia"], None, "GE"),
        # The American state.
        (["Georgia"], False, ""),
        (["Suomi"], None, ""),
        # The engine, or an editor, may know it.
        (["Suomi"], True, "Suomi"),
        ([" "], True, ""),
        ([], True, ""),
    ],
)
def test_names_of_places(names, is_country, found):
    assert country(names, is_country=is_country) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Osh, Kyrgyzstan", "KG"),
        ("Singapore", "SG"),
        ("Atlanta, Georgia", ""),
        ("Georgia", "GE"),
        ("Osh", ""),
        ("", ""),
    ],
)
def test_country_at_the_end_of_a_line(line, found):
    assert country_at_end(line) == found
