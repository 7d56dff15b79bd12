"""Facts for the frames in transport.txt."""

from newsroom.demo.grammar import table
from newsroom.demo.language import figures, rounded, words
from newsroom.demo.pools import rows_of
from newsroom.demo.scene import MONTHS, Scene

GOODS = (
    "tomatoes / window frames / refrigerators / flour / tiles / onions / washing powder / furniture"
)
NEIGHBOURS = {
    "KZ": ("Kazakhstan", "Almaty"),
    "KG": ("Kyrgyzstan", "Bishkek"),
    "UZ": ("Uzbekistan", "Tashkent"),
    "TJ": ("Tajikistan", "Dushanbe"),
    "TM": ("Turkmenistan", "Turkmenabat"),
    "CN": ("China", "Kashgar"),
}
# Hours by air.
FLIGHTS = {
    "Istanbul": 5,
    "Baku": 3,
    "Tbilisi": 4,
    "Delhi": 3,
    "Dubai": 4,
    "Warsaw": 6,
    "Jeddah": 5,
    "Seoul": 6,
}
TERMINALS = (
    "Almaty Aktobe Taldykorgan Aktau Shymkent Tashkent Termez Andijan Navoi Bishkek Osh Balykchy "
    "Turkmenbashi Mary Turkmenabat"
).split()
AIRPORTS = (
    "Almaty Astana Shymkent Aktobe Aktau Oskemen Bishkek Osh Karakol Dushanbe Khujand Kulob "
    "Ashgabat Turkmenabat Turkmenbashi Tashkent Samarkand Bukhara Fergana Namangan Urgench Nukus "
    "Termez"
).split()


def road_tender(scene: Scene) -> dict[str, object]:
    start, end = scene.pick(rows_of("roads", scene.country.code))
    scene.settle(start)
    length, bidders = scene.number(14, 58), scene.number(3, 11)
    return {
        "other_city": end,
        "_place": f"{start} {end}",
        "length": length,
        "vehicles": figures(scene.number(18, 92) * 100),
        "ago": scene.number(14, 32),
        "years": scene.one("two / three"),
        "cost": f"${rounded(length * 0.95)} million",
        "bridges": words(scene.number(3, 11)),
        "culverts": scene.number(14, 70),
        "pass_km": words(scene.number(3, 6)),
        "bidders": words(bidders),
        "bidders_cap": words(bidders).capitalize(),
        "care": scene.one("five / seven / ten"),
        "crashes_cap": words(scene.number(5, 19)).capitalize(),
        "begin": scene.one("spring / April / May / March"),
    }


def bus_route(scene: Scene) -> dict[str, object]:
    before = scene.number(64, 95)
    saved = scene.number(18, 34)
    return {
        "number": scene.number(11, 148),
        "minutes": words(scene.number(8, 15)),
        "buses": scene.number(12, 26),
        "last": scene.one("21:30 / 22:00 / 22:40 / 23:00"),
        "fare": scene.price(0.22),
        "before": before,
        "after": before - saved,
        "saved": rounded(saved * 2 * 220 / 60),
        "length": scene.number(12, 21),
        "lane": words(scene.number(3, 8)),
        "hired": scene.number(11, 24),
        "pay": scene.price(scene.number(420, 640)),
        "parked": scene.number(110, 340),
        "target": figures(scene.number(25, 60) * 100),
    }


def rail_timetable(scene: Scene) -> dict[str, object]:
    start, dest, duration = scene.pick(rows_of("railways", scene.country.code))
    hours = int(duration)
    if scene.chance(0.5):
        start, dest = dest, start
    scene.settle(start)
    depart = scene.number(17, 22)
    minute = scene.pick((5, 12, 20, 35, 48))
    rows = [
        (f"{start} to {dest}", f"{depart}:{minute:02}", f"{(depart + hours) % 24:02}:{minute:02}"),
        (
            f"{dest} to {start}",
            f"{depart - 1}:{minute:02}",
            f"{(depart - 1 + hours) % 24:02}:{minute:02}",
        ),
    ]
    return {
        "dest": dest,
        "table": table(("Train", "Leaves", "Arrives"), rows),
        "hours": figures(hours),
        "cut": scene.number(24, 75),
        "earlier": scene.number(15, 50, 5),
        "weekly": words(scene.number(3, 6)),
        "fare": scene.price(hours * 1.4),
        "years": words(scene.number(5, 19)),
        "limit": scene.pick((70, 80, 90)),
        "tea": scene.number(11, 27),
        "goods": scene.one("quinces / dried apricots / green tea / walnuts / raisins"),
        "foreign": scene.number(6, 21),
        "age": scene.number(19, 31),
        "_place": f"{start} {dest}",
    }


def border_hours(scene: Scene) -> dict[str, object]:
    post, code, town = scene.pick(rows_of("posts", scene.country.code))
    scene.settle(town)
    neighbour, city = NEIGHBOURS[code]
    before = scene.number(95, 180, 5)
    return {
        "post": post,
        "neighbour": neighbour,
        "neighbour_city": city,
        "hours": scene.pick((16, 18, 24)),
        "lorries": scene.number(120, 460, 10),
        "before": before,
        "after": before // 3 // 5 * 5,
        "wait": words(scene.number(6, 14)),
        "goods": scene.one(GOODS),
        "years": scene.number(11, 29),
        "walkers": figures(scene.number(11, 74) * 100),
        "kilos": scene.pick((30, 50)),
        "growth": scene.number(6, 23),
        "crate": words(scene.number(4, 14)),
        "_countries": (code,),
        "_place": post,
    }


def pass_closed(scene: Scene) -> dict[str, object]:
    name, town = scene.pick(rows_of("passes", scene.country.code))
    scene.settle(town)
    return {
        "pass_name": name,
        "hours": scene.number(14, 46),
        "metres": f"{scene.number(11, 26) / 10:.1f}",
        "vehicles": scene.number(38, 190),
        "slides": words(scene.number(3, 12)),
        "slide": scene.number(60, 240, 10),
        "ploughs_cap": words(scene.number(4, 9)).capitalize(),
        "open": scene.one("08:00 / 09:00 / 10:00"),
        "close": scene.one("15:00 / 16:00 / 17:00"),
        "pilaf": scene.number(70, 210, 10),
        "shots": scene.number(12, 38),
        "goods": scene.one(GOODS),
        "_place": name,
    }


def bridge_repair(scene: Scene) -> dict[str, object]:
    scene.settle_by_river()
    lorries = scene.number(6, 9)
    return {
        "weeks": words(scene.number(3, 7)),
        "vehicles": figures(scene.number(48, 190) * 100),
        "age": scene.number(48, 74),
        "times": words(scene.number(4, 9)),
        "lorries": words(lorries),
        "lorries_cap": words(lorries).capitalize(),
        "bend": scene.number(11, 38),
        "grow": words(scene.number(4, 9)),
        "detour": scene.number(14, 52),
        "money": scene.money(scene.number(11, 74) * 100_000),
        "open_month": scene.month_after(scene.number(3, 4)),
        "limit": scene.pick((30, 40, 44)),
    }


def freight_hub(scene: Scene) -> dict[str, object]:
    scene.settle(*TERMINALS)
    boxes = scene.number(21, 118) * 100
    before = scene.number(14, 26)
    forms = words(scene.number(4, 7))
    word = scene.one("more / fewer")
    return {
        "boxes": figures(boxes),
        "boxes_cap": figures(boxes),
        "year_boxes": figures(rounded(boxes * 12.4)),
        "change": scene.number(4, 27),
        "word": word,
        "verb": "grows" if word == "more" else "falls",
        "market": scene.one("Turkey / Europe / China / the Caspian ports / Iran"),
        "hours": words(before // 2),
        "hours_before": words(before),
        "wagons": scene.number(48, 62),
        "east": scene.one(
            "copper, cotton yarn and flour / grain, sulphur and wool / flour, pulses and zinc"
        ),
        "west": scene.one(
            "machine parts, tyres and toys / solar panels and refrigerators / shoes and glass"
        ),
        "empty": scene.number(21, 39),
        "fare": figures(scene.number(6, 14) * 100),
        "since": scene.one("spring / last summer / the autumn / the new year"),
        "forms": forms,
        "forms_before": scene.number(11, 19),
        "jobs": scene.number(180, 620, 10),
        "every": words(scene.number(3, 6)),
        "cold": figures(scene.number(8, 42) * 100),
    }


def air_route(scene: Scene) -> dict[str, object]:
    scene.settle(*AIRPORTS)
    hubs = [name for name in ("Almaty", "Tashkent", "Istanbul") if name != scene.city.name]
    dest = scene.pick(sorted(FLIGHTS))
    hours = FLIGHTS[dest]
    return {
        "dest": dest,
        "hub": scene.pick([hub for hub in hubs if hub != dest]),
        "weekly": scene.one("twice / three times / four times"),
        "fare": hours * scene.number(24, 46),
        "hours": f"{words(hours)} hours",
        "years": words(scene.number(5, 17)),
        "seats": scene.pick((78, 150, 168, 180, 186)),
        "load": scene.pick((55, 60, 65)),
        "survey": figures(scene.number(28, 96) * 10),
        "survey_word": scene.one("forty / fifty / sixty"),
        "runway": figures(scene.number(24, 37) * 100),
        "hall": scene.number(200, 600, 50),
        "end": MONTHS[9 if 3 <= scene.month <= 8 else 2],
        "_place": f"{scene.city.name} {dest}",
    }
