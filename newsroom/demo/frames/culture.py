"""Facts for the frames in culture.txt."""

from newsroom.demo.language import figures, words
from newsroom.demo.pools import rows, rows_of
from newsroom.demo.scene import SEASONS, Scene

BUILDINGS = (
    "an old bank / a former caravanserai / a merchant's house / a school / "
    "a small power station / a bathhouse"
)
OLD_TOWNS = (
    "Taraz Kyzylorda Shymkent Uzgen Osh Tokmok Khujand Istaravshan Panjakent Mary Dashoguz "
    "Samarkand Bukhara Urgench Termez Karshi"
).split()
SITES = (
    "old caravanserai / small mosque / domed bathhouse / water cistern / bridge tower / "
    "shepherds' shrine / town gate / madrasa / brick mausoleum"
)


def museum_opening(scene: Scene) -> dict[str, object]:
    subject, things = scene.pick(rows("museums"))
    first = scene.number(30, 90)
    scene.cast(0, woman=False)  # his wife has the better line
    return {
        "subject": subject,
        "things": things,
        "things_cap": things.capitalize(),
        "objects": figures(first * scene.number(9, 30)),
        "first": first,
        "rooms": words(scene.number(4, 11)),
        "building": scene.one(BUILDINGS),
        "empty": scene.number(11, 28),
        "years": scene.number(12, 31),
        "school": scene.number(14, 60),
        "store": scene.price(scene.number(20, 60) * 1000),
        "months": scene.number(14, 30),
        "money": scene.money(scene.number(90, 420) * 1000),
        "layers": words(scene.number(4, 9)),
        "ticket": scene.price(1.2),
        "_place": subject,
    }


def festival(scene: Scene) -> dict[str, object]:
    name, art = scene.pick(rows("festivals"))
    expected = scene.number(20, 90) * 100
    more = scene.number(6, 30) * 100
    return {
        "name": name,
        "art": art,
        "guests": figures(expected + more),
        "expected": figures(expected),
        "more": figures(more),
        "groups": scene.number(18, 64),
        "nations": words(scene.number(5, 14)),
        "days": "three",
        "days_cap": "Three",
        "pots": words(scene.number(6, 14)),
        "organisers": scene.number(18, 60),
        "age": scene.number(71, 88),
        "songs": scene.number(80, 240, 10),
        "stalls": scene.number(30, 90),
        "budget": scene.price(scene.number(14, 60) * 1000),
        "spend": scene.price(scene.number(24, 60)),
        "table_m": scene.number(60, 240, 10),
        "_place": f"{name} {scene.country.code}",
    }


def restoration(scene: Scene) -> dict[str, object]:
    scene.settle(*OLD_TOWNS)
    site = scene.one(SITES)
    return {
        "site": site,
        "years": words(scene.number(3, 8)),
        "ago": scene.number(38, 56),
        "bricks": figures(scene.number(14, 90) * 1000),
        "found": scene.pick(rows("finds"))[0],
        "layers": words(scene.number(4, 11)),
        "visitors": figures(scene.number(9, 80) * 1000),
        "limit": scene.number(12, 30),
        "money": scene.money(scene.number(180, 1600) * 1000),
        "workers": scene.number(24, 70),
        "plant": scene.one("autumn / spring"),
        "more_months": scene.number(11, 26),
        "_place": f"{scene.city.name} {site}",
    }


def craft_school(scene: Scene) -> dict[str, object]:
    craft, material = scene.pick(rows("crafts"))
    pupils = scene.number(8, 16)
    return {
        "craft": craft,
        "craft_cap": craft.capitalize(),
        "material": material,
        "pupils": words(pupils),
        "applicants": pupils * scene.number(3, 6) + scene.number(1, 7),
        "years": scene.one("three / four / five"),
        "young": scene.number(22, 29),
        "weeks": words(scene.number(3, 9)),
        "price": scene.price(scene.number(120, 380)),
        "stipend": scene.price(scene.number(40, 80)),
        "show": scene.month_after(scene.number(2, 6)),
        "_place": f"{scene.city.name} {craft}",
    }


def library(scene: Scene) -> dict[str, object]:
    forgiven = scene.number(400, 1900)
    return {
        "hour": scene.one("21:00 / 22:00 / 23:00"),
        "books": figures(scene.number(12, 38) * 100),
        "villages": words(scene.number(9, 24)),
        "pages": figures(scene.number(18, 240) * 1000),
        "overdue": scene.number(23, 58),
        "change": scene.number(18, 64),
        "years": scene.number(15, 30),
        "readers": figures(scene.number(180, 640)),
        "sockets": scene.number(40, 120),
        "chapters": scene.number(40, 90),
        "forgiven": figures(forgiven),
        "back": figures(forgiven * scene.number(11, 34) // 100),
        "per_year": figures(scene.number(9, 30) * 100),
        "monday": scene.one("Monday / Friday"),
    }


def film_or_stage(scene: Scene) -> dict[str, object]:
    title, plot = scene.pick(rows("films"))
    budget = scene.number(18, 70) * 1000
    scene.cast(1, woman=True)  # she plays the grandmother
    return {
        "beast": scene.one("goat / donkey / rooster / camel / large white dog"),
        "title": title,
        "plot": plot,
        "plot_cap": plot[0].upper() + plot[1:],
        "days": scene.number(17, 32),
        "shows": words(scene.number(6, 19)),
        "lines": scene.number(90, 240),
        "minutes": scene.number(68, 96),
        "weddings": scene.number(210, 680),
        "years": words(scene.number(4, 9)),
        "budget": f"${figures(budget)}",
        "crew": words(scene.number(6, 12)),
        "abroad": scene.one("Tbilisi / Busan / Rotterdam / Istanbul / Leipzig / Kazan / Trieste"),
        "_place": title,
    }


def kitchen(scene: Scene) -> dict[str, object]:
    dish, ingredient = scene.pick(rows_of("dishes", scene.country.code))
    cooks = scene.number(4, 8)
    return {
        "dish": dish,
        "dish_cap": dish.capitalize(),
        "ingredient": ingredient,
        "cooks": words(cooks),
        "recipes": words(cooks + 2),
        "years": scene.number(14, 37),
        "tables": words(scene.number(5, 11)),
        "portions": figures(scene.number(6, 19) * 100),
        "price": scene.price(1.3),
        "portion": scene.price(2.6),
        "_place": f"{scene.city.name} {dish}",
    }


def excavation(scene: Scene) -> dict[str, object]:
    scene.settle(*OLD_TOWNS)
    find, short = scene.pick(rows("dug up"))
    team = scene.number(18, 48)
    return {
        "find": find,
        "find_short": short,
        "building": scene.one(
            "bathhouse / bakery / inn / potter's workshop / wine press / guardhouse"
        ),
        "season_cap": SEASONS[scene.month].capitalize(),
        "centuries": scene.one("nine / ten / twelve / thirteen"),
        "trenches": words(scene.number(3, 9)),
        "sherds": figures(scene.number(21, 96) * 100),
        "distance": scene.number(7, 42),
        "years": scene.number(12, 34),
        "team": team,
        "team_cap": figures(team),
        "beads": words(scene.number(14, 60)),
        "debt": scene.one("two measures of rice / a lamb for the neighbour / nails / half a melon"),
        "end": scene.month_after(1),
    }
