"""Countries in texts: by name, short name and demonym, and not by what only sounds like one."""

import pytest
from django_countries import countries

from articles.importing.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer({code: str(name) for code, name in countries})


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Kyrgyzstan’s ministry", ["KG"]),
        ("Uzbek and Tajik engineers in Kazakhstan", ["UZ", "TJ", "KZ"]),
        ("the Kazakh-Uzbek border", ["KZ", "UZ"]),
        ("Central Asia–China railway", ["CN"]),
        ("US-China talks, U.S. sanctions, the USA", ["US", "CN"]),
        ("the UK, Britain and England", ["GB"]),
        ("Turkey, Türkiye and Turkish firms", ["TR"]),
        ("South Korea, Korea and North Korea", ["KR", "KP"]),
        ("South Korean investors", ["KR"]),
        ("Karakalpak activists in Karakalpakstan", ["UZ"]),
        ("Russia's war in Ukraine", ["RU", "UA"]),
        (
            "Afghan, Iranian, Azerbaijani, Georgian, Armenian, Mongolian",
            "AF IR AZ GE AM MN".split(),
        ),
        ("Turkmen gas for China", ["TM", "CN"]),
        ("Niger and Nigeria", ["NE", "NG"]),
        ("Guinea-Bissau, Papua New Guinea, Equatorial Guinea, Guinea", "GW PG GQ GN".split()),
        ("the Democratic Republic of the Congo", ["CD"]),
        ("Dominican Republic and Dominica", ["DO", "DM"]),
        ("North Macedonia, South Sudan, Sudan", ["MK", "SS", "SD"]),
        ("United\nStates", ["US"]),
        ("Côte d’Ivoire, Côte d'Ivoire", ["CI"]),
        ("Inner Mongolia", ["CN"]),
        ("Georgia and Jordan", ["GE", "JO"]),
        ("Lake Chad lies in Chad", ["TD"]),
    ],
)
def test_countries_are_found_in_the_order_of_first_mention(gazetteer, text, codes):
    assert gazetteer.countries_in(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "turkey and china on the table",
        "let us go",
        "Turkmenbashi, Indiana, Malian, Romanesque",
        "Michael Jordan",
        "Jordan Peterson said no",
        "the Gulf of Mexico, Latin America and the South China Sea",
        "Russian roulette with Turkish coffee",
        "write to press@Kazakhstan.kz",
        "",
    ],
)
def test_words_that_only_sound_like_a_country_are_none(gazetteer, text):
    assert gazetteer.countries_in(text) == []


@pytest.mark.parametrize(("text", "codes"), [("New Mexico", ["US"]), ("Georgia state", ["US"])])
def test_places_named_like_a_country_belong_to_their_own(gazetteer, text, codes):
    assert gazetteer.countries_in(text) == codes


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kyrgyzstan", "KG"),
        ("KAZAKHSTAN", "KZ"),
        ("south korea", "KR"),
        ("Türkiye", "TR"),
        ("Russian", ""),
        ("us", ""),
        ("Economy", ""),
        ("", ""),
    ],
)
def test_country_is_known_by_its_whole_name(gazetteer, name, code):
    assert gazetteer.country_named(name) == code


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Bolivia (Plurinational State of)", "Bolivia"),
        ("Korea, South", "South Korea"),
        ("The Gambia", "Gambia"),
    ],
)
def test_official_names_are_found_as_people_write_them(name, form):
    assert Gazetteer({"XX": name}).countries_in(f"In {form} today") == ["XX"]
