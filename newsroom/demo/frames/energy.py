"""Facts for the frames in energy.txt."""

from newsroom.demo.language import change, figures, large, rounded, words
from newsroom.demo.pools import rows_of
from newsroom.demo.scene import Scene

PIPED = (
    "Almaty Astana Taldykorgan Taraz Kyzylorda Karaganda Bishkek Tokmok Osh Jalal-Abad Dushanbe "
    "Bokhtar Tashkent Samarkand Bukhara Fergana Namangan Andijan Nukus Urgench Karshi Jizzakh Navoi"
).split()
TARIFFS = {
    "KZ": (24, "tenge"),
    "KG": (1.37, "som"),
    "TJ": (0.35, "somoni"),
    "TM": (0.03, "manat"),
    "UZ": (600, "sum"),
}


def price(value: float) -> str:
    """A tariff as the bill prints it: whole units when it is large."""
    return figures(round(value)) if value >= 100 else f"{value:.2f}".removesuffix(".00")


def tariff_change(scene: Scene) -> dict[str, object]:
    usual, unit = TARIFFS[scene.country.code]
    old = usual * scene.number(88, 112) / 100
    old = round(old) if usual > 100 else round(old, 2 if usual > 0.1 else 3)
    new = old * (1 + scene.number(12, 34) / 100)
    new = rounded(new) if usual > 100 else round(new, 2 if usual > 0.1 else 3)
    threshold = scene.number(200, 700, 50)
    excess = scene.number(120, 340, 20)
    show = (lambda value: f"{value:.3f}") if usual < 0.1 else price
    return {
        "old": show(old),
        "new": show(new),
        "unit": unit,
        "rise": change(old, new),
        "threshold": threshold,
        "excess": excess,
        "example": threshold + excess,
        "extra": price((new - old) * excess),
        "covered": scene.number(52, 78),
        "share": scene.number(12, 31),
        "height": figures(scene.number(18, 25) * 100),
        "bonus": scene.number(150, 400, 50),
        "smart": scene.number(38, 81),
        "start": scene.month_after(scene.number(1, 3)),
        "_place": scene.country.code,
    }


def outage_plan(scene: Scene) -> dict[str, object]:
    megawatts = scene.number(20, 90, 5)
    return {
        "hours": words(scene.number(1, 3)).replace("one", "two"),
        "peak": figures(scene.number(310, 780, 5)),
        "over": scene.number(6, 18),
        "megawatts": megawatts,
        "equal": figures(megawatts * 500),
        "frost": scene.number(16, 31),
        "trips": words(scene.number(2, 7)),
        "mva": scene.pick((16, 25, 40, 63)),
    }


def solar_park(scene: Scene) -> dict[str, object]:
    megawatts = scene.number(30, 250, 10)
    output = round(megawatts * 1.8)
    bidders = scene.number(3, 9)
    return {
        "megawatts": megawatts,
        "hectares": figures(rounded(megawatts * 2.1)),
        "panels": figures(rounded(megawatts * 1750, 3)),
        "output": figures(output),
        "homes": figures(rounded(output * 1000 / 2.9)),
        "cost": f"${rounded(megawatts * 0.78)} million",
        "bidders": words(bidders),
        "bidders_cap": words(bidders).capitalize(),
        "price": f"{scene.number(30, 54) / 10:.1f}",
        "battery": rounded(megawatts * 0.3),
        "distance": scene.number(14, 60),
        "rent": scene.money(scene.number(350, 700, 50)),
        "dust": scene.number(12, 24),
        "line": scene.number(9, 38),
        "term": scene.pick((20, 25)),
        "begin_month": scene.month_after(scene.number(2, 6)),
        "finish": scene.one("14 months / 16 months / a year and a half / 20 months"),
    }


def hydro_overhaul(scene: Scene) -> dict[str, object]:
    plant, river, town = scene.pick(rows_of("plants", scene.country.code))
    scene.settle(town)
    before = scene.number(40, 180, 5)
    megawatts = before + rounded(before * scene.number(6, 14) / 100)
    return {
        "plant": plant,
        "main_river": river,
        "unit_number": words(scene.number(2, 4)),
        "megawatts": megawatts,
        "megawatts_before": before,
        "more": megawatts - before,
        "gain": change(before, megawatts),
        "months": scene.number(10, 19),
        "years": scene.number(36, 52),
        "tonnes": scene.number(38, 96),
        "distance": figures(scene.number(11, 44) * 100),
        "wheels": scene.pick((64, 72, 88, 96)),
        "thin": scene.number(6, 18),
        "patches": scene.number(11, 29),
        "tunnel": scene.number(240, 680, 20),
        "cost": f"${scene.number(18, 52)} million",
        "term": scene.pick((15, 20, 25)),
        "nth": scene.one("second / third"),
        "_place": plant,
    }


def gas_connection(scene: Scene) -> dict[str, object]:
    scene.settle(*PIPED)
    homes, pace = scene.number(600, 3800, 20), scene.number(11, 26)
    tonnes = scene.number(4, 6)
    coal = scene.local(tonnes * scene.number(62, 88))
    gas = rounded(coal * scene.pick((0.74, 0.82, 0.88, 1.12, 1.2)))
    connect = scene.local(scene.number(320, 560))
    return {
        "homes": figures(homes),
        "length": scene.number(9, 46),
        "connect": large(connect),
        "months_pay": words(scene.number(3, 5)),
        "tonnes": words(tonnes),
        "coal_cost": large(coal),
        "gas_cost": large(gas),
        "cubic": figures(scene.number(18, 26) * 100),
        "gap": change(coal, gas),
        "gap_word": "cheaper" if gas < coal else "dearer",
        "versus": "less" if gas < coal else "more",
        "pace": pace,
        "finish_weeks": round(homes / pace / 6),
    }


def coal_stocks(scene: Scene) -> dict[str, object]:
    before = scene.local(scene.number(52, 78))
    after = rounded(before * scene.pick((0.91, 0.94, 1.06, 1.09, 1.13)), 3)
    wagons = scene.number(14, 62)
    return {
        "stock": figures(scene.number(38, 260) * 1000),
        "full": scene.number(58, 93),
        "price": figures(after),
        "price_before": figures(before),
        "change": change(before, after),
        "word": "more" if after > before else "less",
        "wagons": wagons,
        "wagons_cap": wagons,
        "late": scene.number(40, 260, 10),
        "delivery": scene.price(scene.number(5, 11)),
        "trips": words(scene.number(5, 9)),
        "vouchers": scene.one("two / three"),
        "issued": scene.number(41, 88),
    }


def wind_farm(scene: Scene) -> dict[str, object]:
    turbines = scene.number(10, 32)
    megawatts = turbines * 5
    output = round(megawatts * 3.2)
    return {
        "turbines": words(turbines),
        "turbines_cap": words(turbines).capitalize(),
        "megawatts": megawatts,
        "output": figures(output),
        "homes": figures(rounded(output * 1000 / 2.9)),
        "height": scene.number(158, 200),
        "blade": scene.number(68, 79),
        "distance": figures(scene.number(4, 19) * 100),
        "months": scene.number(13, 24),
        "bends": scene.number(11, 34),
        "rent": scene.money(scene.number(600, 1100, 50)),
        "days": scene.number(210, 290, 5),
        "moved": scene.number(400, 900, 50),
        "stops": scene.number(12, 31),
        "price": f"{scene.number(41, 62) / 10:.1f}",
        "term": scene.pick((20, 25)),
        "line": scene.number(18, 64),
        "test": scene.pick((72, 120, 240)),
        "crew": scene.number(12, 19),
    }


def oil_field(scene: Scene) -> dict[str, object]:
    scene.settle("Aktau", "Atyrau", "Aktobe", "Balkanabat", "Turkmenbashi", "Karshi", "Bukhara")
    wells = scene.number(140, 620, 10)
    shut = wells * scene.number(38, 56) // 100
    staff = scene.number(240, 880, 10)
    return {
        "wells": wells,
        "shut": shut,
        "shut_cap": figures(shut),
        "more": scene.number(12, 38),
        "output": figures(scene.number(32, 190) * 100),
        "age": scene.number(44, 71),
        "years": scene.number(31, 43),
        "homes": figures(scene.number(9, 62) * 100),
        "weeks": scene.one("two / three / four"),
        "staff": staff,
        "retrained": staff * scene.number(28, 44) // 100,
        "left": figures(scene.number(18, 60)),
        "water": words(scene.number(4, 9)),
        "ponds": words(scene.number(5, 12)),
        "plug": f"${figures(scene.number(28, 64) * 1000)}",
        "left_years": scene.number(14, 26),
        "next_wells": scene.number(30, 90, 5),
    }
