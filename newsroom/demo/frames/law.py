"""Facts for the frames in law.txt."""

from newsroom.demo.language import figures, words
from newsroom.demo.pools import rows
from newsroom.demo.scene import Scene

GOODS = "bricks / cement / bottled gas / flour / school uniforms / window glass / eggs / salt"


def land_ruling(scene: Scene) -> dict[str, object]:
    dead = scene.number(3, 9)
    return {
        "hectares": figures(scene.number(12, 140) * 10),
        "years": scene.pick((10, 15, 25, 49)),
        "families": scene.number(18, 96),
        "days": scene.pick((14, 30)),
        "notice": scene.pick((10, 15, 30)),
        "appeal": scene.pick((15, 30)),
        "signatures": scene.number(38, 120),
        "dead": words(dead),
        "dead_cap": words(dead).capitalize(),
        "hearings": words(scene.number(6, 17)),
        "sheep": scene.number(40, 190, 10),
        "away": scene.number(18, 60),
    }


def consumer_ruling(scene: Scene) -> dict[str, object]:
    thing, fault, cause = scene.pick(rows("faulty things"))
    return {
        "thing": thing,
        "fault": fault,
        "cause": cause,
        "months": words(scene.number(7, 16)),
        "letters": words(scene.number(6, 17)),
        "damages": scene.price(scene.number(60, 190)),
        "price": scene.price(scene.number(180, 460)),
        "expert": scene.price(scene.number(30, 80)),
        "days": scene.pick((14, 15, 30)),
        "complaints": scene.number(60, 340, 10),
        "fine": scene.price(scene.number(150, 420)),
        "appeal": scene.pick((15, 30)),
        "_place": thing,
    }


def new_code(scene: Scene) -> dict[str, object]:
    code, change, second = scene.pick(rows("codes"))
    scene.settle(scene.country.capital)
    fewer = scene.number(40, 120)
    return {
        "code": code,
        "change_cap": change[0].upper() + change[1:],
        "second": second,
        "second_cap": second.capitalize(),
        "articles": scene.number(140, 320),
        "fewer": fewer,
        "pages": fewer // 3,
        "amended": scene.number(31, 96),
        "words": scene.pick((25, 30, 35)),
        "struck": scene.number(110, 420),
        "read": words(scene.number(5, 11)),
        "force": scene.one("six months / a year / nine months"),
        "parliament_short": "parliament",
        "_place": f"{code} {scene.country.code}",
    }


def competition_fine(scene: Scene) -> dict[str, object]:
    traders = scene.number(3, 8)
    return {
        "traders": words(traders),
        "traders_cap": words(traders).capitalize(),
        "good": scene.one(GOODS),
        "fine": scene.money(traders * scene.number(40, 150) * 1000),
        "times": words(scene.number(4, 9)),
        "appeal": scene.pick((10, 15, 30)),
        "over": scene.number(6, 17),
        "period": words(scene.number(8, 22)),
        "share": f"{scene.number(11, 38) / 10:.1f}",
        "cap": scene.pick((5, 10)),
        "staff": scene.number(24, 70),
        "fell": scene.number(4, 11),
    }


def registry(scene: Scene) -> dict[str, object]:
    return {
        "files": figures(scene.number(90, 780) * 1000),
        "months": scene.number(9, 22),
        "days": words(scene.number(5, 12)),
        "minutes": words(scene.number(3, 9)),
        "fee": scene.price(scene.number(14, 30) / 10),
        "errors": figures(scene.number(12, 88) * 100),
        "odd": scene.pick(rows("odd records"))[0],
        "years": scene.number(14, 36),
        "notary": scene.price(scene.number(40, 90)),
        "wait": scene.pick((24, 48, 72)),
        "informal": scene.number(18, 44),
    }


def traffic_rules(scene: Scene) -> dict[str, object]:
    deaths = scene.number(64, 240)
    return {
        "cameras": scene.number(24, 120),
        "days": scene.pick((7, 10, 15)),
        "more": scene.one("two / three / four"),
        "fine": scene.price(scene.number(40, 90)),
        "deaths": deaths,
        "walkers": deaths * scene.number(31, 46) // 100,
        "near": scene.pick((200, 300, 400)),
        "dark": scene.number(110, 460, 10),
        "years": scene.number(11, 30),
        "wrong": scene.number(12, 29),
        "grace": scene.pick((14, 30)),
    }
