"""A canvas of 1200 by 900 units, drawn twice as large and reduced, with the paper's palettes."""

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from math import pi, sin
from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

WIDTH, HEIGHT, SCALE = 1200, 900, 2
QUALITIES, LARGEST = (76, 66, 52, 38, 28), 88_000

Colour = tuple[int, int, int]
Point = tuple[float, float]


def colour(name: str) -> Colour:
    return ImageColor.getrgb(name)[:3]


def mix(first: Colour, second: Colour, part: float) -> Colour:
    """`part` of the second colour in the first."""
    return tuple(round(a + (b - a) * part) for a, b in zip(first, second, strict=True))


class Palette:
    """Sky from top to horizon, the light of sun or moon, the haze far off, the ground near by."""

    def __init__(self, sky: str, light: str, far: str, near: str, water: str, glow: str) -> None:
        self.sky = tuple(colour(name) for name in sky.split())
        self.light, self.far, self.near = colour(light), colour(far), colour(near)
        self.water, self.glow = colour(water), colour(glow)

    def depth(self, part: float) -> Colour:
        """0 is far away in the haze, 1 is right in front."""
        return mix(self.far, self.near, part)


PALETTES = {
    "dawn": Palette(
        "#e8cdb8 #f2dcc3 #fbf1e0", "#fff8ea", "#d3b3a3", "#5b4048", "#e6cdb9", "#c8553f"
    ),
    "dusk": Palette(
        "#46405a #a0616a #e9a878 #f7d7a6", "#fbe6bd", "#b3707b", "#2c2433", "#c98a78", "#8c1d18"
    ),
    "noon": Palette(
        "#b9cfcb #d9e1d4 #f6eedd", "#fffaf0", "#b9c2b0", "#47533f", "#9dbcb9", "#8c1d18"
    ),
    "night": Palette(
        "#131b29 #22324a #4b6079", "#f3e7c9", "#4a5f78", "#0d131d", "#2c405a", "#e0a458"
    ),
    "winter": Palette(
        "#c3d0d6 #dde3e3 #f7f3ea", "#ffffff", "#c4cfd4", "#4a5a66", "#aebfc8", "#8c1d18"
    ),
    "storm": Palette(
        "#4d5761 #828783 #d6cdb5", "#efe6cf", "#a5a291", "#3a3b33", "#7f8b8c", "#b98a3a"
    ),
    "gold": Palette(
        "#d8a25e #ecc787 #f9e9c3", "#fff3d2", "#d9ac74", "#5a3a26", "#a3b3a4", "#8c1d18"
    ),
}


class Canvas:
    """Shapes in units of the finished picture, whatever the scale of drawing."""

    def __init__(self, seed: str, palette: str) -> None:
        self.rng = Random(seed)  # noqa: S311 - grass, not secrets
        self.palette = PALETTES[palette]
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), "#fffdf8")
        self.pen = ImageDraw.Draw(self.image)

    def polygon(self, points: Iterable[Point], fill: Colour) -> None:
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def rectangle(self, left: float, top: float, right: float, bottom: float, fill: Colour) -> None:
        self.pen.rectangle(
            (left * SCALE, top * SCALE, right * SCALE - 1, bottom * SCALE - 1), fill=fill
        )

    def rounded(self, box: tuple[float, float, float, float], radius: float, fill: Colour) -> None:
        self.pen.rounded_rectangle([side * SCALE for side in box], radius * SCALE, fill=fill)

    def line(self, points: Iterable[Point], fill: Colour, width: float) -> None:
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(scaled, fill=fill, width=max(1, round(width * SCALE)), joint="curve")

    def disc(self, x: float, y: float, radius: float, fill: Colour) -> None:
        self.ellipse(x, y, radius, radius, fill)

    def ellipse(self, x: float, y: float, across: float, down: float, fill: Colour) -> None:
        box = (x - across, y - down, x + across, y + down)
        self.pen.ellipse([side * SCALE for side in box], fill=fill)

    def gradient(
        self, top: float, bottom: float, stops: Iterable[Colour], within: Iterable[Point] = ()
    ) -> None:
        """Colours from `top` down to `bottom` over the whole width, or within a polygon."""
        stops = list(stops)
        first, last = round(top * SCALE), round(bottom * SCALE)
        tall = ramp(stops, last - first).resize((WIDTH * SCALE, last - first))
        mask = None
        if points := [(x * SCALE, y * SCALE - first) for x, y in within]:
            mask = Image.new("1", tall.size)
            ImageDraw.Draw(mask).polygon(points, fill=1)
        self.image.paste(tall, (0, first), mask)

    def sky(self, horizon: float = HEIGHT) -> None:
        self.gradient(0, horizon, self.palette.sky)
        if horizon < HEIGHT:
            self.rectangle(0, horizon, WIDTH, HEIGHT, self.palette.sky[-1])

    def glow(self, x: float, y: float, radius: float, fill: Colour, strength: float = 0.55) -> None:
        """Soft light around a point, drawn small and enlarged because it has no edges."""
        size = 60
        spot = Image.radial_gradient("L").resize((size, size))
        spot = spot.point(
            [round(max(0, 1 - level / 181) ** 2 * 255 * strength) for level in range(256)]
        )
        box = round(radius * 2 * SCALE)
        spot = spot.resize((box, box), Image.Resampling.BICUBIC)
        corner = (round((x - radius) * SCALE), round((y - radius) * SCALE))
        self.image.paste(Image.new("RGB", spot.size, fill), corner, spot)

    def sun(self, x: float, y: float, radius: float) -> None:
        self.glow(x, y, radius * 4.5, self.palette.light)
        self.disc(x, y, radius, self.palette.light)

    def stars(self, count: int, bottom: float) -> None:
        for _ in range(count):
            size = self.rng.choice((0.8, 0.8, 1.1, 1.6))
            x, y = self.rng.uniform(0, WIDTH), self.rng.uniform(0, bottom)
            self.disc(
                x, y, size, mix(self.palette.sky[0], self.palette.light, self.rng.uniform(0.4, 0.9))
            )

    def ridge(
        self, base: float, height: float, depth: float, roughness: float = 1.0
    ) -> list[Point]:
        """One range of hills; paler at its foot, where the haze lies. Returns its outline."""
        outline = self.outline(base, height, roughness)
        top = self.palette.depth(depth)
        foot = mix(top, self.palette.sky[-1], 0.34 * (1 - depth * 0.7))
        points = [*outline, (WIDTH, HEIGHT), (0, HEIGHT)]
        self.gradient(base - height, HEIGHT, (top, foot, foot), points)
        return outline

    def outline(self, base: float, height: float, roughness: float) -> list[Point]:
        """A skyline between `base` and `base - height`: a few waves, then sharper teeth."""
        waves = [
            (self.rng.uniform(0.7, 1.3) * 1.9**octave, self.rng.uniform(0, 2 * pi), 0.56**octave)
            for octave in range(6)
        ]
        step = 6
        points = []
        for x in range(-step, WIDTH + 2 * step, step):
            total = 0.0
            for frequency, phase, size in waves:
                wave = sin(x / WIDTH * 2 * pi * frequency + phase)
                total += size * (wave if roughness < 0.5 else 1 - 2 * abs(wave) ** (1 / roughness))
            points.append((x, base - height * (0.5 + total / 4.4)))
        return points

    def finish(self) -> bytes:
        """The reduced picture with a breath of grain, as JPEG of at most LARGEST bytes."""
        picture = ImageChops.add(self.image.reduce(SCALE), grain(), 1, -128)
        for quality in QUALITIES:
            output = BytesIO()
            picture.save(output, "JPEG", quality=quality, optimize=True)
            if output.tell() <= LARGEST:
                break
        return output.getvalue()


def ramp(stops: list[Colour], length: int) -> Image.Image:
    """A column of `length` pixels running evenly through the colours."""
    column = Image.new("RGB", (1, length))
    last = len(stops) - 1
    pixels = []
    for row in range(length):
        place = row / max(length - 1, 1) * last
        index = min(int(place), last - 1)
        pixels.append(mix(stops[index], stops[index + 1], place - index))
    column.putdata(pixels)
    return column


@cache
def grain() -> Image.Image:
    """Paper: noise around 128, the same for every picture, softened so that JPEG stays small."""
    size = (WIDTH // 2, HEIGHT // 2)
    rng = Random("grain")  # noqa: S311 - grain, not secrets
    noise = Image.frombytes("L", size, rng.randbytes(size[0] * size[1]))
    noise = noise.filter(ImageFilter.GaussianBlur(0.6)).point(
        [128 + round((v - 128) / 17) for v in range(256)]
    )
    noise = noise.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
    return Image.merge("RGB", (noise, noise, noise))
