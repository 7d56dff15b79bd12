"""Invented people: names that belong to their country, with the right ending and pronoun."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Person:
    first: str
    last: str
    woman: bool

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    def facts(self, prefix: str) -> dict[str, str]:
        """Placeholders p1, p1_last, p1_he, p1_his, p1_his_cap, p1_him for one person."""
        return {
            prefix: self.name,
            f"{prefix}_last": self.last,
            f"{prefix}_he": "she" if self.woman else "he",
            f"{prefix}_his": "her" if self.woman else "his",
            f"{prefix}_his_cap": "Her" if self.woman else "His",
            f"{prefix}_him": "her" if self.woman else "him",
        }


WOMEN = {
    "KZ": "Aigerim Saule Gulnar Dinara Madina Asel Zhanar Raushan Ainash Botagoz Kamila Togzhan",
    "KG": "Aizada Gulmira Nurgul Cholpon Jyldyz Elmira Meerim Burul Aigul Nazgul Kanykei Tolgonai",
    "TJ": "Zulfiya Nigora Manizha Shahlo Parvina Mavjuda Sitora Gulchehra Nargis Farzona",
    "TM": "Ogulnar Maral Jeren Bahar Aknabat Gozel Enejan Selbi Oguljan",
    "UZ": "Dilorom Nilufar Gulbahor Feruza Nodira Mohira Shahnoza Zilola Umida Barno",
}
MEN = {
    "KZ": "Yerbol Askar Baurzhan Marat Serik Kairat Dauren Olzhas Galym Talgat Sanzhar Bolat",
    "KG": "Azamat Ulan Bakyt Talant Nurbek Mirlan Kubat Emil Taalai Sabyr Joldosh Arstan",
    "TJ": "Jamshed Rustam Umed Farhod Bahrom Daler Sino Alisher Nosir Komron",
    "TM": "Batyr Kakajan Yhlas Merdan Orazgeldi Dovran Annamyrat Begench Rejep",
    "UZ": "Otabek Jasur Bobur Sherzod Anvar Ulugbek Dilshod Farrukh Botir Akmal",
}
# Stems: "+" takes -a for a woman.
LAST = {
    "KZ": "Abenov+ Zhunusov+ Tulegenov+ Sadykov+ Bekmukhanov+ Orynbaev+ Kassenov+ Moldabekov+ "
    "Shaimerdenov+ Iskakov+ Utegenov+ Dzhaksybekov+ Raimbekov+ Temirkhan",
    "KG": "Osmonov+ Kadyrkulov+ Sydykov+ Bekboev+ Moldokulov+ Turdubaev+ Ismailov+ Kerimkulov+ "
    "Chynybaev+ Isakov+ Duishenov+ Mambetaliev+ Ashymov+ Jumagulov+",
    "TJ": "Sharipov+ Davlatov+ Mirzoev+ Kholov+ Nabiev+ Saidov+ Gulov+ Boboev+ Qodirov+ Safarov+ "
    "Ashurov+ Zoirov+",
    "TM": "Atayev+ Garayev+ Nuryev+ Hojayev+ Durdyev+ Annayev+ Charyev+ Amanov+ Saparov+ Babayev+",
    "UZ": "Rakhimov+ Ergashev+ Tursunov+ Kholmatov+ Nazarov+ Sobirov+ Umarov+ Abdullaev+ Yusupov+ "
    "Hamidov+ Mahmudov+ Jalilov+",
}


def pair(rng: Random, code: str) -> tuple[Person, Person]:
    """Two people whom no reader would take for one another, or for relatives."""
    first = second = invent(rng, code)
    while second.first == first.first or second.last[:5] == first.last[:5]:
        second = invent(rng, code)
    return first, second


def invent(rng: Random, code: str, woman: bool | None = None) -> Person:
    if woman is None:
        woman = rng.random() < 0.5
    first = rng.choice((WOMEN if woman else MEN)[code].split())
    last = rng.choice(LAST[code].split())
    return Person(first, last.replace("+", "a" if woman else ""), woman)
