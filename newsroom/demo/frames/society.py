"""Facts for the frames in society.txt."""

from newsroom.demo.language import figures, words
from newsroom.demo.pools import rows
from newsroom.demo.scene import Scene


def school_opening(scene: Scene) -> dict[str, object]:
    pupils = scene.number(240, 1200, 30)
    vacant = scene.number(3, 9)
    return {
        "pupils": figures(pupils),
        "rooms": pupils // 27,
        "shifts": scene.one("two / three"),
        "years": words(scene.number(6, 19)),
        "money": scene.money(pupils * scene.number(2400, 3600)),
        "months": scene.number(13, 26),
        "degrees": words(scene.number(2, 5)),
        "taught": scene.number(14, 38),
        "vacant": words(vacant),
        "vacant_cap": words(vacant).capitalize(),
        "bonus": scene.price(scene.number(900, 2400, 100)),
        "nursery": scene.number(60, 190),
        "votes": words(scene.number(4, 31)),
        "lunch": scene.price(0.55),
    }


def clinic(scene: Scene) -> dict[str, object]:
    return {
        "hired": scene.number(48, 240),
        "families": scene.number(180, 320, 10),
        "staff": words(scene.number(3, 7)),
        "distance": scene.number(28, 94),
        "trip": scene.price(scene.number(5, 12)),
        "undiagnosed": scene.number(34, 58),
        "surveyed": figures(scene.number(8, 34) * 100),
        "visits": words(scene.number(8, 14)),
        "patients": scene.number(24, 48),
        "drugs": words(scene.number(8, 34)),
        "money": scene.money(scene.number(500, 2400) * 1000),
    }


def vocational_college(scene: Scene) -> dict[str, object]:
    people, one = scene.pick(rows("trades"))
    students = scene.number(60, 240, 10)
    return {
        "trade_people": people,
        "trade_one": one,
        "students": students,
        "next_students": students + scene.number(20, 90, 10),
        "applicants": figures(students * scene.number(2, 5) + scene.number(3, 19)),
        "hired": words(scene.number(7, 9)).capitalize(),
        "pay": scene.price(scene.number(310, 560)),
        "rise": scene.number(18, 46),
        "age": scene.number(21, 29),
        "girls": scene.number(11, 34),
        "_place": f"{scene.city.name} {people}",
    }


def labour_market(scene: Scene) -> dict[str, object]:
    jobs, visitors = scene.number(14, 92) * 100, scene.number(9, 34) * 100
    pay = scene.number(310, 560)
    return {
        "jobs": figures(jobs),
        "seekers": figures(jobs * scene.number(140, 320) // 1000 * 10),
        "pay": scene.price(pay),
        "low": scene.price(pay * 0.55),
        "high": scene.price(pay * 2.2),
        "rise": scene.number(9, 18),
        "real": f"{scene.number(21, 58) / 10:.1f}",
        "third": scene.one("bakers / bus drivers / vets / tilers / kindergarten teachers"),
        "firms": scene.number(34, 120),
        "visitors": figures(visitors),
        "hired": figures(visitors * scene.number(6, 17) // 100),
        "informal": scene.number(24, 52),
        "courses": figures(scene.number(4, 28) * 100),
    }


def housing_queue(scene: Scene) -> dict[str, object]:
    flats, checked = scene.number(60, 420, 10), scene.number(40, 120)
    rising = scene.chance(0.75)
    return {
        "flats": flats,
        "next_flats": flats + scene.number(20, 160, 10),
        "queue": figures(scene.number(48, 390) * 100),
        "loans": figures(scene.number(9, 88) * 100),
        "rent_verb": "rise" if rising else "fall",
        "rent_verb_past": "rose" if rising else "fell",
        "rent_change": scene.number(4, 19),
        "price": scene.price(scene.number(520, 1150)),
        "years": words(scene.number(9, 17)),
        "down": scene.pick((10, 15, 20)),
        "rate": words(scene.number(5, 9)),
        "term": scene.pick((15, 20, 25)),
        "number": figures(scene.number(900, 9000)),
        "rent": scene.price(scene.number(130, 280)),
        "built": figures(scene.number(14, 90) * 100),
        "permits": words(scene.number(14, 29)),
        "checked": checked,
        "cracks": checked * scene.number(14, 41) // 100,
        "lease": figures(scene.number(30, 290) * 100),
    }
