"""Facts for the frames in goods.txt."""

from newsroom.demo.grammar import table
from newsroom.demo.language import change, figures, large, rounded, words
from newsroom.demo.pools import rows_of
from newsroom.demo.scene import Scene

MARKETS = {
    "Bishkek": "Osh bazaar",
    "Osh": "Jayma bazaar",
    "Almaty": "the Green bazaar",
    "Tashkent": "Chorsu bazaar",
    "Samarkand": "Siyob bazaar",
    "Khujand": "Panjshanbe bazaar",
    "Dushanbe": "Mehrgon market",
    "Ashgabat": "the Teke bazaar",
}
# Dollars a kilo.
FOODS = {
    "potatoes": 0.45,
    "onions": 0.3,
    "carrots": 0.38,
    "rice": 1.5,
    "flour": 0.55,
    "mutton": 7.2,
    "sugar": 1.0,
    "tomatoes": 1.1,
    "apples": 0.9,
    "chickpeas": 1.4,
    "butter": 7.8,
    "lentils": 1.6,
}
DEAR_REASONS = (
    "a late delivery from across the border / the price of diesel / a poor crop last year / "
    "weddings, which empty the stalls by Thursday / a shortage of cold stores"
)
CHEAP_REASONS = (
    "stocks opened by the wholesalers / two lorries that arrived on the same morning / "
    "a good crop / imports from a neighbour / sellers clearing their cellars"
)
UP = "a cool spring / rain in the right week / better seed / two extra waterings"
DOWN = "a hot wind in the wrong week / late sowing / a watering that came too late / hail"
FRUIT = {
    6: "cherries / apricots",
    7: "apricots / early grapes / peaches",
    8: "grapes / melons / plums",
    9: "grapes / melons / pomegranates",
    10: "apples / quinces / pomegranates",
}


def market_prices(scene: Scene) -> dict[str, object]:
    scene.settle(*MARKETS)
    names = scene.rng.sample(sorted(FOODS), 6)
    before = [price_today(scene, FOODS[name] * scene.number(90, 115) / 100) for name in names]
    moves = [-scene.number(8, 15), scene.number(9, 19), *(scene.number(-3, 3) for _ in range(4))]
    after = [value_after(old, move) for old, move in zip(before, moves, strict=True)]
    total, total_before = sum(after), sum(before)
    lines = [
        (name.capitalize(), shown(old), shown(new), signed(old, new))
        for name, old, new in zip(names, before, after, strict=True)
    ]
    return {
        "market": MARKETS.get(scene.city.name, "the central market"),
        "table": table(("Per kilo", "Last month", "Now", "Change"), lines),
        "cheap": names[0],
        "cheap_cap": names[0].capitalize(),
        "cheap_change": change(before[0], after[0]),
        "dear": names[1],
        "dear_cap": names[1].capitalize(),
        "dear_price": shown(after[1]),
        "dear_change": change(before[1], after[1]),
        "basket": shown(total),
        "basket_before": shown(total_before),
        "basket_change": change(total_before, total),
        "basket_word": "more" if total > total_before else "less",
        "reason_dear": scene.one(DEAR_REASONS),
        "reason_cheap": scene.one(CHEAP_REASONS),
        "years": scene.number(11, 32),
        "official": f"{scene.number(34, 98) / 10:.1f}",
    }


def price_today(scene: Scene, dollars: float) -> float:
    """Whole som, tenge and sum; somoni and manat to a tenth."""
    if scene.country.rate > 50:
        return scene.local(dollars, 3)
    return round(dollars * scene.country.rate, 1)


def value_after(old: float, move: int) -> float:
    new = old * (1 + move / 100)
    return rounded(new, 3) if isinstance(old, int) else round(new, 1)


def shown(value: float) -> str:
    return figures(value) if isinstance(value, int) else f"{value:.2f}"


def signed(old: float, new: float) -> str:
    if old == new:
        return "0%"
    return f"{'+' if new > old else '−'}{change(old, new)}%"


def harvest_forecast(scene: Scene) -> dict[str, object]:
    month = str(scene.month)
    crops = rows_of("crops", scene.country.code)
    crop, usual, thousands, _, towns = scene.pick([row for row in crops if month in row[3].split()])
    scene.settle(*towns.split())
    area = rounded(int(thousands) * 1000 * scene.number(40, 130) / 100)
    before = round(float(usual) * scene.number(90, 108) / 100, 1)
    now = round(before * scene.pick((0.88, 0.92, 1.07, 1.12)), 1)
    if now == before:
        now = round(before + 0.1, 1)
    more = now > before
    buy = scene.local(usual_price(crop))
    buy_word = scene.one("higher / lower")
    return {
        "crop": crop,
        "crop_cap": crop.capitalize(),
        "area": figures(area),
        "harvest": figures(rounded(area * now, 3)),
        "harvest_before": figures(rounded(area * before, 3)),
        "change": change(rounded(area * before, 3), rounded(area * now, 3)),
        "word": "more" if more else "less",
        "versus": "more" if more else "less",
        "revised": "raised" if more else "cut",
        "yield_now": now,
        "yield_before": before,
        "yield_word": "above" if more else "below",
        "cause": scene.one(UP if more else DOWN),
        "fields": scene.number(120, 460, 10),
        "years": scene.number(12, 33),
        "farm": scene.number(12, 90),
        "fuel": scene.price(0.72),
        "fuel_change": scene.number(4, 13),
        "machines": figures(scene.number(110, 640, 10)),
        "loan": scene.price(scene.number(140, 320)),
        "buy": large(buy),
        "buy_change": scene.number(4, 12),
        "buy_word": buy_word,
    }


def usual_price(crop: str) -> float:
    """Dollars a tonne at the farm gate."""
    return {"cotton": 620, "sunflower": 390, "flax": 430, "bean": 780, "mung bean": 820}.get(
        crop, 62 if crop == "sugar beet" else 130 if crop == "onion" else 205
    )


def fruit_exports(scene: Scene) -> dict[str, object]:
    fruit = scene.one(FRUIT[scene.month])
    shares = [scene.number(30, 42), scene.number(18, 28), scene.number(8, 15)]
    total = scene.number(24, 190) * 100
    markets = scene.some("Kazakhstan / Russia / Pakistan / China / Belarus / Gulf states", 3)
    parts = [total * share // 100 for share in shares]
    lines = [
        *zip(markets, map(figures, parts), strict=True),
        ("Others", figures(total - sum(parts))),
    ]
    loss = scene.number(6, 11)
    return {
        "fruit": fruit,
        "fruit_cap": fruit.capitalize(),
        "tonnes": figures(total),
        "table": table(("Sold to", "Tonnes"), [*lines, ("Total", figures(total))]),
        "change": scene.number(5, 28),
        "word": scene.one("more / less"),
        "market_city": scene.one("Novosibirsk / Yekaterinburg / Almaty / Kazan / Omsk"),
        "days": words(scene.number(3, 6)),
        "degrees": words(scene.number(2, 5)),
        "hours": words(scene.number(4, 8)),
        "loss": loss,
        "loss_before": loss * 2 + scene.number(1, 6),
        "growers": scene.number(40, 240, 5),
        "price": scene.price(0.5),
        "hail": figures(scene.number(60, 480, 10)),
        "wage": scene.price(scene.number(9, 15)),
    }


def livestock_trade(scene: Scene) -> dict[str, object]:
    ram = scene.local(scene.number(150, 260))
    flock = scene.number(70, 260, 10)
    brought = rounded(flock * scene.number(12, 30) / 100)
    return {
        "ram": figures(ram),
        "horse": scene.price(scene.number(1000, 1700, 50)),
        "change": scene.number(4, 18),
        "word": scene.one("more / less"),
        "hay": scene.price(scene.number(24, 42) / 10),
        "hay_change": scene.number(8, 34),
        "sold": brought,
        "flock": flock,
        "unsold": words(scene.number(3, 9)),
        "sheep": figures(scene.number(380, 2900, 10) * 1000),
        "horses": figures(scene.number(48, 310) * 1000),
        "cattle": figures(scene.number(120, 740, 10) * 1000),
        "tagged": scene.number(54, 92),
        "weight": scene.number(34, 46),
        "quarantine": scene.pick((14, 21)),
        "pens": figures(scene.number(6, 28) * 100),
        "fee": scene.price(scene.number(5, 9)),
        "pasture": scene.price(scene.number(9, 18) / 10),
        "tag": scene.price(1.8),
    }
