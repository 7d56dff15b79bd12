"""Facts for the frames in politics.txt."""

from newsroom.demo.grammar import table
from newsroom.demo.language import figures, words
from newsroom.demo.pools import rows, rows_of
from newsroom.demo.scene import Scene

LARGE = ("Almaty", "Astana", "Bishkek", "Tashkent", "Dushanbe", "Ashgabat")
HEADS = ("schools", "street lighting", "bus lanes", "drains", "parks", "clinics", "heating")
CUTS = (
    "ceremonies / fountains / official cars / a monument / New Year decorations / "
    "the council's own offices"
)


def votes(scene: Scene, members: int) -> dict[str, int]:
    no = scene.number(members // 9, members // 3)
    return {"yes": members - no - scene.number(0, members // 12), "no": no}


def city_budget(scene: Scene) -> dict[str, object]:
    winner, *others = scene.rng.sample(HEADS, 4)
    shares = sorted((scene.number(11, 24) for _ in range(4)), reverse=True)
    rest = 100 - sum(shares)
    rows = [
        (name.capitalize(), share) for name, share in zip((winner, *others), shares, strict=True)
    ]
    return votes(scene, scene.number(25, 45)) | {
        "winner": winner,
        "winner_cap": winner.capitalize(),
        "share": shares[0],
        "table": table(("Head", "Per cent"), [*rows, ("Everything else", rest), ("Total", 100)]),
        "total": scene.money(
            scene.number(9, 70) * 1_000_000 * (5 if scene.city.name in LARGE else 1)
        ),
        "change": scene.number(4, 16),
        "hours": words(scene.number(5, 11)),
        "amendments": scene.number(11, 48),
        "cut": scene.one(CUTS),
        "own": scene.number(28, 57),
        "poll": figures(scene.number(6, 24) * 100),
        "asked": scene.one("playgrounds / pavements / public toilets / trees / night buses"),
        "proposals": scene.number(110, 420),
        "chosen": words(scene.number(7, 16)),
        "bus": scene.number(3, 48),
        "speech": scene.number(24, 41),
    }


def public_hearing(scene: Scene) -> dict[str, object]:
    project, need = scene.pick(rows("projects"))
    people = scene.number(140, 520)
    return {
        "project": project,
        "need": need,
        "people": people,
        "against": people * scene.number(54, 83) // 100,
        "hours": words(scene.number(4, 7)),
        "trees": scene.number(38, 240),
        "metres": figures(scene.number(3, 19) * 100),
        "error": words(scene.number(4, 14)),
        "age": scene.number(74, 89),
        "ago": scene.number(24, 46),
        "law": words(scene.number(4, 11)),
        "pages": scene.number(48, 130),
        "_place": project,
    }


def parliament_bill(scene: Scene) -> dict[str, object]:
    bill, does, gap = scene.pick(rows("bills"))
    scene.settle(scene.country.capital)
    parliament = scene.country.parliament
    before = scene.number(21, 48)
    return votes(scene, scene.number(62, 95)) | {
        "bill": bill,
        "does": does,
        "gap": gap,
        "parliament_cap": parliament[0].upper() + parliament[1:],
        "lost": words(scene.number(4, 14)),
        "before": before,
        "after": words(scene.number(3, 9)),
        "cost": scene.price(scene.number(120, 480)),
        "review": scene.one("a year / two years / eighteen months"),
        "force": scene.one("six months / three months / a year"),
        "days": scene.pick((10, 14, 21)),
        "_place": f"{bill} {scene.country.code}",
    }


def neighbours_talks(scene: Scene) -> dict[str, object]:
    neighbour, code = scene.pick(rows_of("neighbours", scene.country.code))
    subject, detail = scene.pick(rows("agreements"))
    return {
        "neighbour": neighbour,
        "subject": subject,
        "subject_cap": subject[0].upper() + subject[1:],
        "detail": detail,
        "pages": words(scene.number(7, 19)),
        "rounds": words(scene.number(3, 8)),
        "people": figures(scene.number(14, 120) * 1000),
        "days": words(scene.number(3, 9)),
        "term": words(scene.number(3, 9)),
        "trade": scene.number(110, 890, 10),
        "review": scene.one("a year / two years / six months"),
        "_countries": (code,),
        "_place": subject,
    }
