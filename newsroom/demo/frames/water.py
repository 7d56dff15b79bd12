"""Facts for the frames in water.txt."""

from newsroom.demo.language import change, figures, rounded, words
from newsroom.demo.pools import rows_of
from newsroom.demo.scene import SEASONS, Scene

# Share of capacity in each month: lowest before the melt, fullest when the autumn begins.
YEAR = (0.62, 0.55, 0.48, 0.44, 0.49, 0.61, 0.74, 0.84, 0.87, 0.84, 0.78, 0.7)
SEASON_LINES = {
    "winter": "Demand for electricity is at its height, and the reservoir is being drawn down, as "
    "it is every winter. The basin office said it would keep back enough for the first watering.",
    "spring": "Snow on the upper slopes has begun to melt, and the office expects the inflow to "
    "double within weeks. Cotton and wheat growers downstream are waiting for the first releases.",
    "summer": "Canals downstream are running at capacity for cotton, rice and vegetables. The "
    "office said it had met every request so far this season.",
    "autumn": "Irrigation is almost over, and the office now wants to save what it can before the "
    "heating season, when the turbines have the first claim on the water.",
}
CAPITALS = ("Almaty", "Bishkek", "Dushanbe", "Ashgabat", "Tashkent")
CROPS = "onions / melons / cotton / winter wheat / tomatoes / apricots / maize"
HILLS = (
    "Almaty Taldykorgan Shymkent Bishkek Osh Jalal-Abad Naryn Karakol Talas Batken Uzgen Dushanbe "
    "Khujand Kulob Khorog Panjakent Isfara Istaravshan Namangan Fergana Termez Karshi Jizzakh"
).split()


def reservoir_level(scene: Scene) -> dict[str, object]:
    name, river, basin, size, town = scene.pick(rows_of("reservoirs", scene.country.code))
    capacity = float(size)
    scene.settle(town)
    full = round(100 * YEAR[scene.month - 1] + scene.number(-9, 7))
    places = 2 if capacity < 1 else 1
    before_full = min(full + scene.pick((-11, -8, -6, -4, 4, 5, 7, 10)), 98)
    inflow = scene.number(60, 240, 5) * (3 if capacity > 5 else 1) // (1 if capacity > 1 else 6)
    rising = YEAR[scene.month % 12] > YEAR[scene.month - 1]
    outflow = round(inflow * (scene.number(55, 80) if rising else scene.number(125, 180)) / 100)
    return {
        "reservoir": name,
        "main_river": river,
        "basin": basin,
        "full": full,
        "volume": f"{capacity * full / 100:.{places}f}",
        "volume_before": f"{capacity * before_full / 100:.{places}f}",
        "versus": "less" if before_full > full else "more",
        "rises_now": "rises" if rising else "falls",
        "moved": "rose" if rising else "fell",
        "change_cm": scene.number(18, 96),
        "inflow": figures(inflow),
        "outflow": figures(outflow),
        "outflow_next": figures(rounded(outflow * scene.number(90, 110) / 100)),
        "inflow_gap": scene.number(3, 19),
        "inflow_word": scene.one("above / below"),
        "season_line": SEASON_LINES[SEASONS[scene.month]],
        "years": scene.number(11, 34),
        "_place": name,
    }


def canal_lining(scene: Scene) -> dict[str, object]:
    canal, town = scene.pick(rows_of("canals", scene.country.code))
    scene.settle(town)
    length, loss = scene.number(6, 38), scene.number(28, 46)
    cost = length * scene.number(130, 260) * 1000
    length_next = scene.number(9, 44)
    loss_after = scene.number(4, 9)
    return {
        "canal": canal,
        "length": length,
        "length_next": length_next,
        "loss": loss,
        "loss_after": words(loss_after),
        "saved": change(loss, loss_after),
        "money": scene.money(cost),
        "money_next": scene.money(cost / length * length_next),
        "per_metre": scene.price(cost / length / 1000),
        "hectares": figures(scene.number(9, 64) * 100),
        "years": words(scene.number(3, 7)),
        "gates": scene.number(14, 60),
        "gauges": scene.number(11, 26),
        "crop": scene.one(CROPS),
        "trees": scene.number(120, 900, 20),
        "_place": canal,
    }


def water_quota(scene: Scene) -> dict[str, object]:
    growing = scene.month in (2, 3, 4)
    river = scene.one("Syr Darya / Amu Darya")
    if scene.country.code in ("KZ", "KG"):
        river = "Syr Darya"
    scene.city = next(c for c in scene.country.cities if c.name in CAPITALS)
    total = scene.number(58, 92) / 10 * (1 if growing else 0.7)
    return {
        "main_river": river,
        "season_name": "growing" if growing else "winter",
        "up": "Kyrgyzstan" if river == "Syr Darya" else "Tajikistan",
        "down": "Uzbekistan and Kazakhstan"
        if river == "Syr Darya"
        else "Uzbekistan and Turkmenistan",
        "quota": f"{total:.1f}",
        "quota_gap": scene.number(3, 12),
        "quota_word": scene.one("less / more"),
        "lake": f"{total * 0.16:.1f}",
        "power": figures(scene.number(28, 90) * 10),
        "release": scene.one(
            "June / July / August" if growing else "the coming June / the coming July"
        ),
        "meeting_month": "October" if growing else "March",
        "_countries": ("KG", "UZ", "KZ") if river == "Syr Darya" else ("TJ", "UZ", "TM"),
        "_place": river,
    }


def village_water(scene: Scene) -> dict[str, object]:
    households = scene.number(240, 980, 10)
    return {
        "years": scene.number(12, 31),
        "households": figures(households),
        "people": figures(rounded(households * 5.2)),
        "length": scene.number(8, 27),
        "tank": scene.number(200, 600, 50),
        "money": scene.money(households * 1450),
        "tariff": scene.price(0.14),
        "tanker": scene.price(scene.number(7, 13)),
        "share": scene.number(8, 15),
        "cases": scene.number(60, 210),
    }


def well_metering(scene: Scene) -> dict[str, object]:
    wells = scene.number(640, 4200, 10)
    small = scene.number(5, 15, 5)
    return {
        "wells": figures(wells),
        "metered": figures(wells * scene.number(11, 34) // 100),
        "fall": scene.number(38, 130),
        "depth": scene.number(20, 50, 5),
        "deadline": f"the end of {scene.month_after(scene.number(5, 9))}",
        "reading_month": scene.month_after(11),
        "meter_price": scene.price(scene.number(180, 320)),
        "small": small,
        "small_farm": words(small + scene.number(1, 9)),
        "crop": scene.one(CROPS),
    }


def mudflow_season(scene: Scene) -> dict[str, object]:
    scene.settle(*HILLS)
    minutes = scene.number(14, 22)
    return {
        "gullies": scene.number(11, 48),
        "villages_count": words(scene.number(4, 17)),
        "spoil": figures(scene.number(12, 90) * 1000),
        "dams": scene.number(10, 38),
        "start_month": scene.one("January / February"),
        "money": scene.money(scene.number(300, 1400) * 1000),
        "evacuees": figures(scene.number(280, 1400, 10)),
        "minutes": minutes,
        "minutes_before": minutes + scene.number(7, 16),
    }
