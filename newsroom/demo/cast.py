"""Who works at The Steppe Herald, and the sections and tags that it files under."""

from dataclasses import dataclass

HOUSE_NAME = "Steppe Herald staff"


@dataclass(frozen=True)
class DemoAuthor:
    name: str
    role: str
    bio: str
    sections: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True)
class DemoSection:
    slug: str
    name: str
    description: str


AUTHORS = (
    DemoAuthor(
        HOUSE_NAME,
        "News desk, Bishkek",
        "Short reports, bulletins and market figures compiled by the news desk.",
    ),
    DemoAuthor(
        "Ainura Toktosheva",
        "Water and environment editor, Bishkek",
        "Ainura has walked most of the canals she writes about. She trained as a hydrologist "
        "and still carries a gauge in her rucksack.",
        ("water", "environment"),
        ("KG", "TJ"),
    ),
    DemoAuthor(
        "Daniyar Seitkaliev",
        "Energy correspondent, Almaty",
        "Daniyar covers power, coal and gas. Before journalism he spent six winters in the "
        "control room of a heating plant.",
        ("energy",),
        ("KZ", "KG"),
    ),
    DemoAuthor(
        "Malika Yuldosheva",
        "Business correspondent, Tashkent",
        "Malika reports on trade, cotton and textiles, and writes the monthly column on prices "
        "at the bazaar.",
        ("economy",),
        ("UZ", "TM"),
    ),
    DemoAuthor(
        "Firuz Nazriev",
        "Dushanbe correspondent",
        "Firuz writes from Tajikistan on hydropower, migration and mountain roads.",
        ("energy", "society", "transport"),
        ("TJ",),
    ),
    DemoAuthor(
        "Aygul Orazova",
        "Caspian and Turkmenistan correspondent",
        "Aygul follows ports, pipelines and carpets from the Caspian shore.",
        ("transport", "culture", "economy"),
        ("TM", "KZ"),
    ),
    DemoAuthor(
        "Marat Beksultanov",
        "Transport correspondent, Bishkek",
        "Marat covers roads, railways and borders. He has crossed every pass on the "
        "Bishkek-Osh road in every month of the year.",
        ("transport",),
        ("KG", "KZ"),
    ),
    DemoAuthor(
        "Zarina Ismatova",
        "Culture editor, Samarkand",
        "Zarina edits the culture pages and writes on crafts, museums and film.",
        ("culture",),
        ("UZ", "TJ"),
    ),
    DemoAuthor(
        "Timur Akhanov",
        "Legal affairs correspondent, Astana",
        "Timur is a former court clerk who explains laws and rulings in plain words.",
        ("law", "politics"),
        ("KZ", "UZ"),
    ),
    DemoAuthor(
        "Helen Marsh",
        "Editor at large",
        "Helen has reported from the region for two decades and edits the weekend features.",
        ("politics",),
    ),
    DemoAuthor(
        "Bermet Asanalieva",
        "Society correspondent, Osh",
        "Bermet covers schools, clinics and work in the Fergana valley.",
        ("society", "law", "politics"),
        ("KG", "UZ"),
    ),
    DemoAuthor(
        "Ruslan Kenzhetaev",
        "Data and markets reporter",
        "Ruslan counts things: harvests, rates, wagons and water. He keeps the Herald's tables.",
        ("economy", "environment", "water"),
        ("KZ", "UZ", "KG"),
    ),
)

SECTIONS = (
    DemoSection(
        "economy",
        "Economy",
        "Prices, trade, harvests and money in five economies and their neighbours.",
    ),
    DemoSection(
        "energy", "Energy", "Power stations, coal, gas and the wires that tie the region together."
    ),
    DemoSection(
        "water", "Water", "Rivers, reservoirs and canals, and the people who share what they carry."
    ),
    DemoSection(
        "transport", "Transport", "Roads, railways, ports, passes and the borders between them."
    ),
    DemoSection(
        "culture",
        "Culture",
        "Crafts, museums, music, film and the table, from the Caspian to the Pamirs.",
    ),
    DemoSection("law", "Law", "Courts, codes and regulators, explained in plain words."),
    DemoSection(
        "politics", "Politics", "Parliaments, councils and the agreements that neighbours sign."
    ),
    DemoSection(
        "environment", "Environment", "Glaciers, steppe, air and wildlife in a warming region."
    ),
    DemoSection("society", "Society", "Schools, clinics, work and daily life in town and village."),
)

TAGS = (
    "agriculture",
    "air quality",
    "archaeology",
    "banking",
    "borders",
    "budget",
    "canals",
    "city transport",
    "climate",
    "coal",
    "competition",
    "consumer rights",
    "cotton",
    "courts",
    "crafts",
    "diplomacy",
    "education",
    "exports",
    "festivals",
    "film",
    "food",
    "forestry",
    "glaciers",
    "grain",
    "health",
    "heritage",
    "housing",
    "hydropower",
    "inflation",
    "infrastructure",
    "interview",
    "investment",
    "irrigation",
    "labour",
    "land",
    "libraries",
    "livestock",
    "local government",
    "logistics",
    "migration",
    "museums",
    "music",
    "natural gas",
    "nature",
    "power grid",
    "prices",
    "railways",
    "reservoirs",
    "roads",
    "small business",
    "solar power",
    "taxation",
    "tourism",
    "trade",
    "wind power",
)
