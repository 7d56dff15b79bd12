"""Facts for the frames in economy.txt."""

from newsroom.demo.language import figures, rounded, words
from newsroom.demo.pools import rows
from newsroom.demo.scene import Scene


def bond_sale(scene: Scene) -> dict[str, object]:
    scene.settle(scene.country.capital)
    rate = scene.number(90, 158) / 10
    points = scene.number(10, 60, 5)
    word = scene.one("more / less")
    inflation = rate - scene.number(22, 55) / 10
    banks, pension = scene.number(44, 61), scene.number(18, 30)
    offered = scene.number(20, 120)
    cover = scene.number(13, 29) / 10
    return {
        "term": scene.one("three / five / seven / ten"),
        "amount": scene.money(offered * 1_000_000),
        "bids": scene.money(offered * cover * 1_000_000, 3),
        "cover": f"{cover:.1f}",
        "rate": f"{rate:.2f}",
        "rate_before": f"{rate - points / 100 * (1 if word == 'more' else -1):.2f}",
        "points": points,
        "word": word,
        "banks": banks,
        "pension": pension,
        "rest": 100 - banks - pension,
        "done": scene.number(34, 88),
        "policy": f"{round(4 * rate - scene.number(2, 6)) / 4:g}",
        "inflation": f"{inflation:.1f}",
        "real": f"{rate - round(inflation, 1):.1f}",
        "next_term": scene.one("three / six / nine / twelve"),
        "_place": scene.country.code,
    }


def rate_decision(scene: Scene) -> dict[str, object]:
    scene.settle(scene.country.capital)
    rate = scene.number(32, 64) / 4
    step = scene.pick((0, 0, 0.25, -0.25, 0.5, -0.5))
    inflation = scene.number(48, 108) / 10
    rising = step > 0 or (step == 0 and scene.chance(0.5))
    before = inflation + (-1 if rising else 1) * scene.number(1, 6) / 10
    held = f"kept its policy rate at {rate:g} per cent"
    direction = "raised" if step > 0 else "cut"
    moved = f"{direction} its policy rate from {rate - step:g} to {rate:g} per cent"
    # The parts must add up to the whole: food, services at 28 per cent, other goods the rest.
    food_share, food = scene.number(36, 47), inflation + scene.number(3, 14) / 10
    services = inflation - scene.number(1, 8) / 10
    goods = (100 * inflation - food_share * food - 28 * services) / (72 - food_share)
    return {
        "rate": f"{rate:g}",
        "verb": "keeps" if step == 0 else "raises" if step > 0 else "cuts",
        "at_to": "at" if step == 0 else "to",
        "at_to_now": "stays at" if step == 0 else "goes to",
        "decision": held if step == 0 else moved,
        "decision_had": f"had {held if step == 0 else moved}",
        "inflation": f"{inflation:.1f}",
        "inflation_before": f"{before:.1f}",
        "inflation_verb": "rises" if rising else "slows",
        "inflation_past": "rose" if rising else "slowed",
        "food": f"{food:.1f}",
        "services": f"{services:.1f}",
        "goods": f"{goods:.1f}",
        "food_share": food_share,
        "retail": f"{scene.number(38, 89) / 10:.1f}",
        "lending": scene.number(17, 34),
        "target": scene.one("five / six"),
        "loan": round(rate) + scene.number(6, 10),
        "mortgage": scene.number(7, 9),
        "deposit": f"{rate + scene.number(2, 12) / 4:g}",
        "meet": scene.month_after(scene.pick((2, 3))),
        "_place": scene.country.code,
    }


def credit_line(scene: Scene) -> dict[str, object]:
    most = scene.number(20, 60, 5) * 1000
    pages = scene.number(5, 9)
    return {
        "amount": scene.money(scene.number(6, 48) * 1_000_000),
        "most": scene.price(most),
        "ask": scene.price(most * scene.number(25, 70) / 100),
        "rate": scene.number(9, 14),
        "below": words(scene.number(5, 9)),
        "term": scene.one("three / five / seven"),
        "banks": words(scene.number(4, 9)),
        "share": scene.pick((30, 33, 40, 50)),
        "staff": words(scene.number(4, 9)),
        "years": words(scene.number(4, 9)),
        "bad": f"{scene.number(52, 88) / 10:.1f}",
        "bad_all": f"{scene.number(24, 44) / 10:.1f}",
        "pages": words(pages),
        "pages_before": pages * 3 + scene.number(1, 9),
        "earlier": words(scene.number(5, 9)),
        "regions": scene.pick((60, 65, 70)),
        "jobs": f"{scene.number(14, 31) / 10:.1f}",
        "answer": words(scene.number(7, 15)),
    }


def factory_opening(scene: Scene) -> dict[str, object]:
    raw, product = scene.pick(rows("products"))
    cost = scene.number(4, 31)
    jobs = scene.number(90, 460, 5)
    return {
        "raw": raw,
        "product": product,
        "product_cap": product.capitalize(),
        "cost": f"${cost} million",
        "export": f"${rounded(cost * 0.6)} million",
        "jobs": jobs,
        "applied": figures(rounded(jobs * scene.number(4, 9))),
        "pay": scene.price(scene.number(260, 430)),
        "intake": figures(scene.number(4, 38) * 1000),
        "share": scene.number(9, 34),
        "training": words(scene.number(5, 12)),
        "wagons": words(scene.number(3, 14)),
        "second": scene.number(11, 20),
        "market_country": scene.one("Turkey / China / Azerbaijan / Poland / Russia / Georgia"),
        "_place": f"{scene.city.name} {product}",
    }


def remittances(scene: Scene) -> dict[str, object]:
    millions = {"KG": 240, "TJ": 390, "UZ": 920}[scene.country.code] * scene.number(80, 120) // 100
    word = scene.one("more / less")
    fee = scene.number(9, 19) / 10
    return {
        "amount": f"${millions} million",
        "change": scene.number(3, 17),
        "word": word,
        "verb": "rises" if word == "more" else "falls",
        "average": scene.number(210, 390, 5),
        "other_share": scene.number(14, 31),
        "houses": scene.number(180, 640, 10),
        "nth": scene.one("second / third"),
        "poverty": scene.number(8, 17),
        "fee": f"{fee:.1f}",
        "fee_before": f"{fee + scene.number(8, 18) / 10:.1f}",
        "_place": scene.country.code,
    }


def tourism_figures(scene: Scene) -> dict[str, object]:
    word = scene.one("more / fewer")
    low = scene.number(14, 26)
    return {
        "visitors": figures(scene.number(310, 4800, 10) * 100),
        "beds": figures(scene.number(24, 160) * 100),
        "period": f"the three months to {scene.month_after(-1)}",
        "change": scene.number(4, 27),
        "word": word,
        "verb": "grows" if word == "more" else "shrinks",
        "nights": f"{scene.number(18, 44) / 10:.1f}",
        "spend": scene.number(42, 96),
        "neighbours": scene.number(48, 74),
        "family": scene.number(34, 68),
        "rooms": words(scene.number(3, 8)),
        "nights_full": scene.number(70, 180),
        "low": scene.price(low),
        "high": scene.price(low * 3),
        "tax": scene.price(scene.number(8, 20)),
        "trails": scene.number(60, 340, 10),
        "sacks": scene.number(60, 380, 5),
        "camp": scene.price(2.5),
    }
