"""The region as facts that agree: countries with money and cities, cities with river and region."""

from dataclasses import dataclass


@dataclass(frozen=True)
class City:
    name: str
    region: str
    river: str = ""


@dataclass(frozen=True)
class Country:
    """`rate` is whole units of the currency to one US dollar; good for sizes, not for markets."""

    code: str
    name: str
    demonym: str
    capital: str
    currency: str
    rate: float
    parliament: str
    cities: tuple[City, ...]
    villages: tuple[str, ...]


COUNTRIES = {
    country.code: country
    for country in (
        Country(
            "KZ",
            "Kazakhstan",
            "Kazakh",
            "Astana",
            "tenge",
            515,
            "the Mazhilis",
            (
                City("Almaty", "Almaty region"),
                City("Astana", "Akmola region", "Ishim"),
                City("Shymkent", "Turkistan region"),
                City("Kyzylorda", "Kyzylorda region", "Syr Darya"),
                City("Taraz", "Zhambyl region", "Talas"),
                City("Aktobe", "Aktobe region", "Ilek"),
                City("Atyrau", "Atyrau region", "Ural"),
                City("Pavlodar", "Pavlodar region", "Irtysh"),
                City("Semey", "Abai region", "Irtysh"),
                City("Oskemen", "East Kazakhstan region", "Irtysh"),
                City("Kostanay", "Kostanay region", "Tobol"),
                City("Karaganda", "Karaganda region", "Nura"),
                City("Aktau", "Mangystau region"),
                City("Taldykorgan", "Zhetysu region", "Karatal"),
                City("Petropavl", "North Kazakhstan region", "Ishim"),
            ),
            (
                "Ak-Bulak",
                "Zhanatalap",
                "Karasu",
                "Sarybulak",
                "Tasotkel",
                "Kyzylzhar",
                "Kokozek",
                "Besagash",
            ),
        ),
        Country(
            "KG",
            "Kyrgyzstan",
            "Kyrgyz",
            "Bishkek",
            "som",
            87.5,
            "the Jogorku Kenesh",
            (
                City("Bishkek", "Chui region"),
                City("Osh", "Osh region", "Ak-Buura"),
                City("Jalal-Abad", "Jalal-Abad region"),
                City("Naryn", "Naryn region", "Naryn"),
                City("Karakol", "Issyk-Kul region", "Karakol"),
                City("Talas", "Talas region", "Talas"),
                City("Batken", "Batken region"),
                City("Tokmok", "Chui region", "Chui"),
                City("Balykchy", "Issyk-Kul region"),
                City("Uzgen", "Osh region", "Kara Darya"),
            ),
            (
                "Kyzyl-Suu",
                "Ak-Jar",
                "Kara-Oi",
                "Jany-Aryk",
                "Tash-Bulak",
                "Kok-Moinok",
                "Chon-Aryk",
                "Sary-Kamysh",
            ),
        ),
        Country(
            "TJ",
            "Tajikistan",
            "Tajik",
            "Dushanbe",
            "somoni",
            9.2,
            "the lower house of parliament",
            (
                City("Dushanbe", "Rudaki district", "Varzob"),
                City("Khujand", "Sughd region", "Syr Darya"),
                City("Bokhtar", "Khatlon region", "Vakhsh"),
                City("Kulob", "Khatlon region", "Yakhsu"),
                City("Khorog", "Gorno-Badakhshan", "Gunt"),
                City("Panjakent", "Sughd region", "Zeravshan"),
                City("Isfara", "Sughd region", "Isfara"),
                City("Istaravshan", "Sughd region"),
            ),
            (
                "Chashmasor",
                "Navobod",
                "Guliston",
                "Obshoron",
                "Dehibolo",
                "Sarichashma",
                "Bogiston",
                "Langar",
            ),
        ),
        Country(
            "TM",
            "Turkmenistan",
            "Turkmen",
            "Ashgabat",
            "manat",
            3.5,
            "the Mejlis",
            (
                City("Ashgabat", "Ahal province"),
                City("Mary", "Mary province", "Murghab"),
                City("Turkmenabat", "Lebap province", "Amu Darya"),
                City("Dashoguz", "Dashoguz province"),
                City("Balkanabat", "Balkan province"),
                City("Turkmenbashi", "Balkan province"),
                City("Tejen", "Ahal province", "Tejen"),
            ),
            ("Bagyr", "Garagum", "Akyap", "Yenish", "Gokdere", "Sarahsyap"),
        ),
        Country(
            "UZ",
            "Uzbekistan",
            "Uzbek",
            "Tashkent",
            "sum",
            12200,
            "the Legislative Chamber",
            (
                City("Tashkent", "Tashkent region", "Chirchik"),
                City("Samarkand", "Samarkand region", "Zeravshan"),
                City("Bukhara", "Bukhara region"),
                City("Fergana", "Fergana region"),
                City("Namangan", "Namangan region"),
                City("Andijan", "Andijan region"),
                City("Nukus", "Karakalpakstan", "Amu Darya"),
                City("Urgench", "Khorezm region", "Amu Darya"),
                City("Termez", "Surkhandarya region", "Surkhan Darya"),
                City("Karshi", "Kashkadarya region", "Kashka Darya"),
                City("Jizzakh", "Jizzakh region", "Sanzar"),
                City("Navoi", "Navoi region", "Zeravshan"),
            ),
            (
                "Yangiyer",
                "Oqtepa",
                "Chinor",
                "Bogishamol",
                "Mirzatepa",
                "Qoraqum",
                "Yangikent",
                "Guliston",
            ),
        ),
    )
}

# How often the paper, which sits in Bishkek, writes about each.
WEIGHTS = {"KG": 28, "KZ": 25, "UZ": 23, "TJ": 15, "TM": 9}
