"""Bylines become the names of those who wrote."""

import pytest

from articles.importing.names import names_in


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Aizada Bekova", ["Aizada Bekova"]),
        ("By Aizada Bekova", ["Aizada Bekova"]),
        ("BY: Aizada Bekova", ["Aizada Bekova"]),
        ("Written by Aizada Bekova.", ["Aizada Bekova"]),
        ("  By \n Aizada   Bekova, ", ["Aizada Bekova"]),
        ("Автор: Аида Бекова", ["Аида Бекова"]),
        # Words that begin with "by", and a surname that means it.
        ("Byron Katie", ["Byron Katie"]),
        ("Von Miller", ["Von Miller"]),
        ("Von Christian Hollmann, dpa", ["Christian Hollmann"]),
        ("Par Jean-Luc d'Estaing", ["Jean-Luc d'Estaing"]),
    ],
)
def test_by_is_no_part_of_a_name(byline, names):
    assert list(names_in(byline)) == names


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Aizada Bekova and Marat Ivanov", ["Aizada Bekova", "Marat Ivanov"]),
        ("Aizada Bekova, Marat Ivanov and Li Na", ["Aizada Bekova", "Marat Ivanov", "Li Na"]),
        ("Aizada Bekova, Marat Ivanov, and Li Na", ["Aizada Bekova", "Marat Ivanov", "Li Na"]),
        ("Aizada Bekova & Marat Ivanov", ["Aizada Bekova", "Marat Ivanov"]),
        ("Aizada Bekova; Marat Ivanov", ["Aizada Bekova", "Marat Ivanov"]),
        ("Aizada Bekova / Marat Ivanov", ["Aizada Bekova", "Marat Ivanov"]),
        ("Aizada Bekova/Marat Ivanov", ["Aizada Bekova", "Marat Ivanov"]),
        ("Аида Бекова и Марат Иванов", ["Аида Бекова", "Марат Иванов"]),
        ("Jean Dupont et Luc Petit", ["Jean Dupont", "Luc Petit"]),
        ("Aizada Bekova with Marat Ivanov in Osh", ["Aizada Bekova", "Marat Ivanov"]),
        ("Aizada Bekova and Aizada Bekova", ["Aizada Bekova"]),
        ("Aizada Bekova and Jordan Press", ["Aizada Bekova", "Jordan Press"]),
        ("Aizada Bekova, Marat Ivanov and AKIpress", ["Aizada Bekova", "Marat Ivanov", "AKIpress"]),
        ("Aizada Bekova and 24.kg", ["Aizada Bekova", "24.kg"]),
        ("Aizada Bekova and agencies", ["Aizada Bekova"]),
        ("Aizada Bekova and AP Business Writer", ["Aizada Bekova"]),
        ("AIZADA BEKOVA and LI NA - AP Writers", ["Aizada Bekova", "Li Na"]),
        ("Айгүл Асан кызы, Марат Иванов", ["Айгүл Асан кызы", "Марат Иванов"]),
    ],
)
def test_several_people_are_parted(byline, names):
    assert list(names_in(byline)) == names


@pytest.mark.parametrize(
    "name",
    [
        "Santiago Ramón y Cajal",
        "Ludwig van Beethoven",
        "Alisher Usmon oglu Karimov",
        "Kai Diekmann Jr.",
        "J.K. Rowling",
        "Bekova, Aizada",
        "Central Asian News Service",
        "Staff Reporter",
        "Insidefoto",
        "24.kg",
        "WIRE-AFP-DPA",
        "futurezone/KN",
        "新华社记者",
        "dpa correspondents",
    ],
)
def test_what_is_not_plainly_several_people_stays_one(name):
    assert names_in(name) == (name,)


@pytest.mark.parametrize(
    "byline",
    [
        "Aizada Bekova, Press Association",
        "Aizada Bekova, The Example Tribune",
        "Aizada Bekova, Example State University",
        "Aizada Bekova, Central Asia editor",
        "Aizada Bekova (AFP)",
        "Aizada Bekova/AFP",
        "AIZADA BEKOVA/AFP/Getty Images",
        "By Aizada Bekova in Bishkek",
        "Aizada Bekova, MAR 04",
    ],
)
def test_agency_and_title_beside_a_person_go(byline):
    assert names_in(byline) == ("Aizada Bekova",)


@pytest.mark.parametrize("byline", ["", "By ", "gr/bp", "hh", "a-b/c", "news@wire.example", " , "])
def test_signatures_and_addresses_are_no_names(byline):
    assert names_in(byline) == ()


@pytest.mark.parametrize(
    ("shouted", "name"),
    [
        ("BERNARD CONDON", "Bernard Condon"),
        ("JOHN O'NEILL", "John O'Neill"),
        ("MARY MCDONALD", "Mary McDonald"),
        ("ANNA SMITH-JONES", "Anna Smith-Jones"),
        ("JOHN DOE III", "John Doe III"),
        ("REUTERS TV", "REUTERS TV"),
        ("JK Rowling", "JK Rowling"),
    ],
)
def test_names_in_capitals_are_written_as_names(shouted, name):
    assert names_in(shouted) == (name,)


def test_endless_byline_takes_no_time():
    assert len(names_in("Aizada Bekova and " * 100_000)) == 1


def test_names_that_are_known_part_a_byline():
    byline = "By 24.kg newsroom, AKIpress and Aizada Bekova"
    known = ("Aizada Bekova", "AKIpress", "24.kg newsroom")
    assert names_in(byline, known) == ("24.kg newsroom", "AKIpress", "Aizada Bekova")
    # Who is not named there did not sign it.
    assert names_in("Aizada Bekova", ("Aizada Bekova", "Marat Ivanov")) == ("Aizada Bekova",)
