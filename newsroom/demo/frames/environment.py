"""Facts for the frames in environment.txt."""

from newsroom.demo.language import change, figures, rounded, words
from newsroom.demo.pools import rows_of
from newsroom.demo.scene import SEASONS, Scene

SPECIES = "elms / ash trees / saxaul bushes / oleasters / wild almonds / mulberries / maples"


def glacier_survey(scene: Scene) -> dict[str, object]:
    glacier = scene.pick(rows_of("glaciers", scene.country.code))[0]
    scene.settle("Bishkek", "Dushanbe", "Almaty", "Tashkent")
    word = scene.one("long / short")
    return {
        "glacier": glacier,
        "ice": f"{scene.number(6, 16) / 10:.1f}",
        "word": "hot" if word == "long" else "mild",
        "versus": "more" if word == "long" else "less",
        "retreat": scene.number(9, 34),
        "days": words(scene.number(6, 14)),
        "stakes": scene.number(18, 46),
        "stake_m": words(scene.number(6, 10)),
        "years": scene.number(11, 29),
        "height": figures(scene.number(34, 43) * 100),
        "snow": scene.number(90, 190, 5),
        "less": scene.number(12, 48),
        "snow_word": "less" if word == "long" else "more",
        "lake": scene.number(4, 22),
        "warning": scene.number(14, 40),
        "up": scene.one("April / May / March"),
        "_place": glacier,
    }


def tree_planting(scene: Scene) -> dict[str, object]:
    hectares = scene.number(18, 140)
    alive = scene.number(54, 83)
    species = scene.one(SPECIES)
    return {
        "trees": figures(rounded(hectares * 620)),
        "hectares": hectares,
        "species": species,
        "species_cap": species.capitalize(),
        "season_word": SEASONS[scene.month],
        "alive": alive,
        "dead_alive": scene.number(11, 29),
        "left": scene.number(18, 60),
        "nursery": figures(scene.number(40, 260) * 1000),
        "age": scene.number(66, 81),
        "drip": scene.number(8, 34),
        "count": scene.one("September / August"),
    }


def air_quality(scene: Scene) -> dict[str, object]:
    scene.settle(
        "Bishkek",
        "Osh",
        "Almaty",
        "Karaganda",
        "Tashkent",
        "Dushanbe",
        "Astana",
        "Fergana",
        "Khujand",
        "Shymkent",
    )
    stoves, cars, plant = scene.number(38, 52), scene.number(16, 24), scene.number(11, 18)
    times = scene.number(4, 9)
    usual = scene.number(18, 26)
    switched = scene.number(6, 31) * 100
    return {
        "dust": times * 35 + scene.number(0, 9),
        "times": words(times),
        "bad": scene.number(12, 25),
        "stoves": stoves,
        "cars": cars,
        "plant": plant,
        "rest": 100 - stoves - cars - plant,
        "usual": usual,
        "patients": usual + scene.number(14, 30),
        "help": scene.pick((40, 50, 60, 70)),
        "switched": figures(switched),
        "pace": scene.number(14, 48),
        "stoves_n": scene.number(40, 160, 10),
        "monitors": scene.number(24, 70),
    }


def wildlife_count(scene: Scene) -> dict[str, object]:
    animal, how, towns = scene.pick(rows_of("animals", scene.country.code))
    scene.settle(*towns.split())
    before = scene.number(60, 400)
    if animal == "saiga":
        before *= 300
    now = round(before * scene.number(108, 164) / 100)
    caught = scene.number(6, 19)
    return {
        "animal": animal,
        "animal_cap": animal[0].upper() + animal[1:],
        "how": how,
        "before": figures(before),
        "now": figures(now),
        "change": change(before, now),
        "days": words(scene.number(9, 24)),
        "cameras": scene.number(38, 140),
        "wardens": scene.number(14, 60),
        "times": words(scene.number(5, 17)),
        "caught": words(caught),
        "caught_before": caught * 2 + scene.number(1, 9),
        "fine": scene.price(scene.number(900, 4200, 100)),
        "lost": words(scene.number(3, 9)),
        "loss": "lambs" if animal == "snow leopards" else "bales of hay",
        "weeks": words(scene.number(4, 9)),
        "sheep": scene.number(60, 240, 10),
        "killed_cap": words(scene.number(8, 40)).capitalize(),
        "next_count": scene.one("two years / three years").join(("", "' time")),
        "pictures": figures(scene.number(24, 190) * 1000),
        "_place": f"{animal} {scene.city.region}",
    }


def waste_sorting(scene: Scene) -> dict[str, object]:
    share = scene.number(9, 24)
    return {
        "share": share,
        "target": share + scene.number(-4, 6),
        "goal": share + scene.number(11, 26),
        "months": words(scene.number(5, 11)),
        "points": scene.number(14, 60),
        "pay": scene.price(0.12),
        "earn": scene.price(scene.number(14, 32)),
        "views": figures(scene.number(24, 260) * 1000),
        "riders": words(scene.number(11, 30)).capitalize(),
        "tonnes": scene.number(140, 880, 10),
        "years": words(scene.number(3, 8)),
        "yards": scene.number(11, 40),
        "discount": scene.pick((5, 10, 15)),
    }


def locusts(scene: Scene) -> dict[str, object]:
    threatened = scene.number(38, 190)
    return {
        "threatened": figures(threatened * 1000),
        "hectares": figures(threatened * scene.number(18, 72) * 10),
        "days": words(scene.number(6, 14)),
        "teams": words(scene.number(11, 40)).capitalize(),
        "band": scene.number(120, 680, 10),
        "boxes": scene.number(60, 320, 10),
        "lost": words(scene.number(3, 9)),
        "end": scene.month_after(1),
        "number": scene.number(101, 119),
    }
