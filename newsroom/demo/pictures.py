"""Lead pictures for the demo newsroom: a key, the words that go with it and the drawing itself."""

from collections.abc import Callable
from typing import NamedTuple

from newsroom.demo.scenes import land, pattern, power, river, town, ways, wild
from newsroom.demo.scenes.canvas import Canvas

CREDIT = "Illustration: The Steppe Herald"


class Words(NamedTuple):
    alt: str
    caption: str
    credit: str = CREDIT


class Drawing(NamedTuple):
    paint: Callable[[Canvas], None]
    palette: str
    alt: str
    caption: str


DRAWINGS = {
    "mountains-dawn": Drawing(land.mountains, "dawn", "Five ranges of mountains fading into pink haze under a pale morning sun", "Morning in the ranges."),
    "mountains-dusk": Drawing(land.mountains, "dusk", "Layers of dark mountains against an orange and violet evening sky", "Evening in the ranges."),
    "mountains-winter": Drawing(land.mountains, "winter", "Grey-blue mountain ridges under a white winter sun", "Winter light on the ridges."),
    "steppe-noon": Drawing(land.steppe, "noon", "Green steppe with feather grass, low hills and a few flat-bottomed clouds", "Steppe at noon."),
    "steppe-storm": Drawing(land.steppe, "storm", "Steppe grass under a dark sky with the sun breaking through near the horizon", "Weather coming over the steppe."),
    "glacier-day": Drawing(land.glacier, "noon", "A glacier winding down between snow-capped peaks, crossed by crevasses", "A valley glacier."),
    "glacier-blue": Drawing(land.glacier, "winter", "A white glacier with dark moraine stripes below grey-blue peaks", "Ice and moraine."),
    "fields-rows": Drawing(land.fields, "dawn", "Rows of cotton running to the horizon, white bolls on dark soil, hills behind", "Cotton rows."),
    "fields-noon": Drawing(land.fields, "noon", "Green rows of a crop with white flowers, poplars and hills on the horizon", "Rows in flower."),
    "fields-gold": Drawing(land.wheat, "gold", "Ripe wheat in front of low hills under a golden sky with a large sun", "Wheat before the harvest."),
    "orchard-day": Drawing(land.orchard, "noon", "Apple trees heavy with red fruit in rows below snow-capped mountains", "An orchard in the foothills."),
    "orchard-dawn": Drawing(land.orchard, "dawn", "Rows of fruit trees with red apples in pink morning light", "The orchard at sunrise."),
    "reservoir-dawn": Drawing(river.reservoir, "dawn", "A reservoir between pale mountains, with bands of bare shore in front", "A reservoir below its summer mark."),
    "reservoir-dusk": Drawing(river.reservoir, "dusk", "Evening sun reflected on a mountain reservoir with a terraced shore", "The reservoir at evening."),
    "dam-day": Drawing(river.dam, "noon", "An arched concrete dam between two cliffs with water falling from two gates", "An arch dam with two gates open."),
    "dam-night": Drawing(river.dam, "night", "A dam by moonlight, lamps along its crest and two white columns of water", "The dam at night."),
    "canal-poplars": Drawing(river.canal, "noon", "A straight canal between two rows of poplars, mountains at its far end", "A main canal."),
    "canal-evening": Drawing(river.canal, "dusk", "A canal lined with dark poplars under an orange evening sky", "Evening on the canal."),
    "delta-green": Drawing(river.delta, "noon", "A river delta from above, its channels branching across green flats", "A delta seen from above."),
    "delta-sand": Drawing(river.delta, "gold", "A branching river delta crossing sandy land, seen from above", "Channels in the sand."),
    "river-valley": Drawing(river.valley, "dawn", "A braided river winding out of pink hills towards the viewer", "A braided river."),
    "wind-dusk": Drawing(power.wind, "dusk", "Eight wind turbines on dark hills against a sunset", "Turbines at sunset."),
    "wind-day": Drawing(power.wind, "noon", "White wind turbines on green hills on a clear day", "Turbines on the ridge."),
    "solar-noon": Drawing(power.solar, "noon", "Rows of blue solar panels reaching to low mountains", "A solar park."),
    "solar-gold": Drawing(power.solar, "gold", "Rows of solar panels under a golden sky with mountains behind", "Panels in evening light."),
    "pylons-dawn": Drawing(power.pylons, "dawn", "Electricity pylons carrying lines across hazy mountains at dawn", "A line across the hills."),
    "pylons-winter": Drawing(power.pylons, "winter", "Pylons and sagging wires crossing pale winter hills", "The grid in winter."),
    "pumpjack-dusk": Drawing(power.pumpjack, "dusk", "Oil pumpjacks in silhouette against a large setting sun", "Pumpjacks at sunset."),
    "chimney-winter": Drawing(power.chimney, "winter", "Steam from the chimneys and cooling towers of a heating plant above village roofs", "A heating plant on a frosty morning."),
    "chimney-night": Drawing(power.chimney, "night", "A heating plant at night with lit windows and steam drifting under the moon", "The night shift at a heating plant."),
    "train-gold": Drawing(ways.train, "gold", "A long goods train with a red locomotive crossing the steppe in golden light", "A goods train on the steppe line."),
    "train-winter": Drawing(ways.train, "winter", "A goods train crossing a pale plain below winter mountains", "A goods train in winter."),
    "trucks-winter": Drawing(ways.trucks, "winter", "Five lorries with red cabs on the bends of a snowy mountain pass", "Lorries on the pass."),
    "trucks-day": Drawing(ways.trucks, "noon", "Lorries climbing the bends of a green mountain road", "The road over the pass."),
    "road-noon": Drawing(ways.road, "noon", "A straight road with red and white markers running to snowy mountains", "The road south."),
    "road-dusk": Drawing(ways.road, "dusk", "An empty straight road leading to mountains at sunset", "The road at evening."),
    "bridge-dawn": Drawing(ways.bridge, "dawn", "A goods train on an arched viaduct over a wide calm river", "A railway bridge at sunrise."),
    "port-noon": Drawing(ways.port, "noon", "Two red cranes, stacked containers and a small cargo ship at a sea port", "A port on the Caspian."),
    "bus-dawn": Drawing(ways.bus, "dawn", "A red and white trolleybus on a city street under trees, mountains behind", "A trolleybus on its morning run."),
    "bus-noon": Drawing(ways.bus, "noon", "A red and white trolleybus passing blocks of flats on a clear day", "A trolleybus in the centre."),
    "skyline-dawn": Drawing(town.skyline, "dawn", "Blocks of flats and a television tower below snow-capped mountains", "The city under its mountains."),
    "skyline-night": Drawing(town.skyline, "night", "City windows lit at night under a moon and snowy peaks", "The city at night."),
    "domes-dusk": Drawing(town.domes, "dusk", "Ribbed domes, a tall portal and minarets in silhouette at sunset", "Domes and minarets at sunset."),
    "domes-dawn": Drawing(town.domes, "dawn", "Domes, minarets and a tiled portal in soft morning light", "An old city in the morning."),
    "bazaar-gold": Drawing(town.bazaar, "gold", "Pyramids of fruit on bazaar stalls under striped awnings", "A row at the bazaar."),
    "bazaar-dawn": Drawing(town.bazaar, "dawn", "Red and white awnings above heaps of fruit at a market", "Early at the market."),
    "court-dawn": Drawing(town.court, "dawn", "The portico of a court house: eight columns, steps and a dark doorway", "A court house."),
    "court-winter": Drawing(town.court, "winter", "A pale building with eight columns and broad steps under a winter sky", "Columns and steps."),
    "archive-gold": Drawing(town.archive, "gold", "Five shelves of old bound volumes in lamplight", "On the shelves."),
    "yurt-noon": Drawing(town.yurt, "noon", "Three white felt yurts with red bands on a summer pasture below mountains", "Summer pasture."),
    "yurt-night": Drawing(town.yurt, "night", "Yurts under a starry sky and a full moon", "Night on the pasture."),
    "shyrdak-red": Drawing(pattern.shyrdak, "dawn", "A felt carpet with ram's-horn motifs in red and cream", "A shyrdak, the felt carpet of the mountains."),
    "shyrdak-night": Drawing(pattern.shyrdak, "night", "A felt carpet with curling horn motifs in amber and deep blue", "Felt in amber and blue."),
    "ikat-red": Drawing(pattern.ikat, "dawn", "Ikat silk with columns of red, teal and ochre lozenges", "Warp-dyed silk."),
    "tiles-noon": Drawing(pattern.tiles, "noon", "Eight-pointed stars in turquoise and blue tile between red crosses", "Glazed tile."),
    "ledger-dawn": Drawing(pattern.ledger, "dawn", "A hand-drawn style chart: columns and a rising line that ends in a red point", "Figures on the page."),
    "ledger-noon": Drawing(pattern.ledger, "noon", "A chart of columns with a line above them ending in a red point", "The month in figures."),
    "coins-gold": Drawing(pattern.coins, "gold", "Six stacks of coins, each in a row taller towards the right", "Small change."),
    "coins-dawn": Drawing(pattern.coins, "dawn", "Stacks of coins of different heights before a pale sun", "Coins in stacks."),
    "birds-dusk": Drawing(wild.birds, "dusk", "Cranes in flight over a lake with reeds at sunset", "Cranes over the lake."),
    "birds-dawn": Drawing(wild.birds, "dawn", "A skein of cranes above reeds and still water at dawn", "Cranes at sunrise."),
    "saiga-gold": Drawing(wild.saiga, "gold", "Saiga antelopes walking across the steppe in front of a low sun", "Saiga on the move."),
}  # fmt: skip

PICTURES = {key: Words(drawing.alt, drawing.caption) for key, drawing in DRAWINGS.items()}


def draw(key: str) -> bytes:
    """The picture as JPEG, 1200 by 900; the same bytes for the same key and Pillow."""
    drawing = DRAWINGS[key]
    canvas = Canvas(key, drawing.palette)
    drawing.paint(canvas)
    return canvas.finish()
