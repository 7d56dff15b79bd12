"""Reservoirs, dams, canals, deltas and valleys."""

from math import sin

from newsroom.demo.scenes.canvas import HEIGHT, WIDTH, Canvas, mix
from newsroom.demo.scenes.land import ground, snow


def reservoir(canvas: Canvas) -> None:
    canvas.sky(470)
    canvas.sun(820, 260, 54)
    snow(canvas, canvas.ridge(420, 290, 0.08, 0.95), 40)
    canvas.ridge(455, 170, 0.3, 0.9)
    canvas.ridge(480, 100, 0.5, 0.8)
    water(canvas, 478, 820)
    shore(canvas)


def water(canvas: Canvas, top: float, sun_x: float = 0) -> None:
    """Still water with the light of the sun broken on it."""
    palette = canvas.palette
    canvas.gradient(
        top, HEIGHT, (mix(palette.water, palette.light, 0.35), palette.water, palette.depth(0.55))
    )
    for _ in range(170):
        part = canvas.rng.random() ** 0.6
        y = top + 6 + (HEIGHT - top) * part
        across = 8 + 70 * part * canvas.rng.random()
        x = canvas.rng.uniform(0, WIDTH)
        canvas.rounded(
            (x - across, y, x + across, y + 1 + 1.6 * part),
            1,
            mix(palette.water, palette.depth(0.4), 0.28),
        )
    for _ in range(60 if sun_x else 0):
        part = canvas.rng.random()
        y = top + 4 + (HEIGHT - top) * 0.75 * part
        across = 6 + 46 * canvas.rng.random() * (1 - part * 0.4)
        x = sun_x + canvas.rng.gauss(0, 16 + 46 * part)
        canvas.rounded(
            (x - across, y, x + across, y + 2 + 3 * part),
            2,
            mix(palette.light, palette.water, part * 0.6),
        )


def shore(canvas: Canvas) -> None:
    """The bare bands that a falling reservoir leaves, near by."""
    palette = canvas.palette
    for step in range(7):
        part = step / 6
        points = [
            (
                x,
                690
                + step * 26
                + 50 * sin(x / 260 + step * 0.12)
                + 260 * (max(x, 0) / WIDTH) ** 2.4,
            )
            for x in range(-20, WIDTH + 40, 20)
        ]
        band = mix(palette.depth(0.5 + part * 0.5), palette.light, 0.22 if step % 2 else 0.08)
        canvas.polygon([*points, (points[-1][0], HEIGHT), (-20, HEIGHT)], band)


def dam(canvas: Canvas) -> None:
    """An arch of concrete between two walls of rock, with water coming through two gates."""
    palette = canvas.palette
    canvas.sky(430)
    if canvas.palette.sky[0][0] < 60:
        canvas.stars(90, 330)
    canvas.sun(330, 190, 38)
    canvas.ridge(380, 240, 0.1, 0.95)
    canvas.ridge(430, 200, 0.28, 0.9)
    canvas.rectangle(200, 470, 980, HEIGHT, palette.depth(0.6))
    canvas.polygon([(0, 260), (230, 330), (330, 900), (0, 900)], palette.depth(0.7))
    canvas.polygon([(1200, 210), (950, 320), (850, 900), (1200, 900)], palette.depth(0.82))
    wall = mix(palette.light, palette.far, 0.55)
    face = [
        (220, 390),
        *((220 + 37 * k, 390 + 26 * sin(k / 20 * 3.14)) for k in range(1, 20)),
        (960, 390),
        (800, 900),
        (390, 900),
    ]
    canvas.gradient(
        380, HEIGHT, (wall, mix(wall, palette.near, 0.3), mix(wall, palette.near, 0.55)), face
    )
    seams(canvas, wall)
    for left in (500, 640):
        spill(canvas, left)
    canvas.polygon([(0, 480), (150, 520), (300, 760), (420, 900), (0, 900)], palette.depth(0.9))
    canvas.polygon(
        [(1200, 430), (1060, 500), (900, 740), (780, 900), (1200, 900)], palette.depth(1)
    )


def seams(canvas: Canvas, wall: tuple[int, int, int]) -> None:
    palette = canvas.palette
    for k in range(21):
        top = (220 + 37 * k, 390 + 26 * sin(k / 20 * 3.14))
        canvas.line([top, (390 + 20.5 * k, HEIGHT)], mix(wall, palette.near, 0.22), 1.6)
    crest = [(210 + 38 * k, 384 + 26 * sin(k / 20 * 3.14)) for k in range(21)]
    canvas.line(crest, mix(wall, palette.light, 0.6), 13)
    for x, y in crest[1:-1]:
        canvas.rectangle(x - 2, y - 22, x + 2, y - 4, palette.depth(0.8))
        canvas.disc(x, y - 23, 3.6, palette.glow)


def spill(canvas: Canvas, left: float) -> None:
    palette = canvas.palette
    foam = mix(palette.light, palette.water, 0.15)
    canvas.rounded((left, 520, left + 62, 590), 8, palette.near)
    canvas.polygon(
        [(left + 6, 560), (left + 56, 560), (left + 84, HEIGHT), (left - 22, HEIGHT)], foam
    )
    for _ in range(26):
        x = left + 6 + 50 * canvas.rng.random()
        y = canvas.rng.uniform(570, 860)
        canvas.line(
            [(x, y), (x + (x - left - 31) * 0.12, y + 40)], mix(foam, palette.water, 0.5), 1.6
        )


def canal(canvas: Canvas) -> None:
    """A straight canal between poplars, running to the mountains."""
    palette = canvas.palette
    canvas.sky(440)
    canvas.sun(700, 260, 46)
    snow(canvas, canvas.ridge(420, 230, 0.06, 0.95), 40)
    canvas.ridge(446, 90, 0.22, 0.8)
    ground(canvas, 440)
    middle = 560
    bank = mix(palette.light, palette.far, 0.45)
    canvas.polygon([(middle - 16, 442), (middle + 16, 442), (1010, HEIGHT), (190, HEIGHT)], bank)
    canvas.gradient(
        442,
        HEIGHT,
        (
            mix(palette.light, palette.water, 0.3),
            palette.water,
            mix(palette.water, palette.depth(0.6), 0.5),
        ),
        [(middle - 10, 442), (middle + 10, 442), (880, HEIGHT), (300, HEIGHT)],
    )
    for step in range(26, 0, -1):
        part = 1 / (1 + step * 0.42)
        for side, reach in ((-1, 620), (1, 700)):
            poplar(
                canvas,
                middle + side * reach * part * 1.15,
                442 + 470 * part,
                640 * part,
                0.3 + 0.7 * part,
            )


def poplar(canvas: Canvas, x: float, base: float, tall: float, depth: float) -> None:
    """A Lombardy poplar: a flame with a lit side, and its trunk."""
    palette = canvas.palette
    tone = palette.depth(depth)
    lean = canvas.rng.uniform(-0.012, 0.012) * tall
    canvas.rectangle(
        x - tall * 0.012,
        base - tall * 0.2,
        x + tall * 0.012,
        base,
        palette.depth(min(1, depth + 0.2)),
    )
    for part, fill, shift in ((1.0, tone, 0.0), (0.62, mix(tone, palette.light, 0.16), -0.022)):
        flame = []
        for k in range(25):
            along = k / 24
            half = 0.088 * part * (along**0.45) * ((1 - along) ** 0.32) * 2.1
            flame.append((along, half))
        right = [
            (
                x + (h + shift) * tall + lean * (1 - a),
                base - tall * (0.09 + 0.9 * (1 - a) * (0.9 + 0.1 * part)),
            )
            for a, h in flame
        ]
        left = [
            (
                x + (shift - h) * tall + lean * (1 - a),
                base - tall * (0.09 + 0.9 * (1 - a) * (0.9 + 0.1 * part)),
            )
            for a, h in flame
        ]
        canvas.polygon(right + left[::-1], fill)


def delta(canvas: Canvas) -> None:
    """A river dividing again and again, seen from above."""
    palette = canvas.palette
    canvas.gradient(
        0,
        HEIGHT,
        (mix(palette.far, palette.light, 0.5), palette.far, mix(palette.far, palette.near, 0.25)),
    )
    for _ in range(140):
        x, y = canvas.rng.uniform(0, WIDTH), canvas.rng.uniform(0, HEIGHT)
        tone = mix(palette.far, palette.near, canvas.rng.uniform(0.05, 0.24))
        canvas.ellipse(x, y, canvas.rng.uniform(10, 70), canvas.rng.uniform(3, 16), tone)
    for fill, wider in (
        (mix(palette.near, palette.far, 0.45), 26),
        (mix(palette.far, palette.light, 0.6), 14),
        (palette.water, 0),
    ):
        canvas.rng.seed("delta")
        branch(canvas, 600, -20, 0, 46, wider, fill)
    canvas.gradient(
        850,
        HEIGHT,
        (palette.water, palette.water),
        [(0, 880), (200, 862), (520, 874), (800, 858), (1200, 878), (1200, 900), (0, 900)],
    )


def branch(
    canvas: Canvas,
    x: float,
    y: float,
    lean: float,
    width: float,
    wider: float,
    fill: tuple[int, int, int],
) -> None:
    """One channel down to its fork, then both arms; recursion ends at the sea."""
    points = [(x, y)]
    length = canvas.rng.uniform(90, 190)
    for step in range(1, 13):
        px = x + lean * length * step / 12 + 16 * sin(step * 0.9 + width)
        points.append((px, y + length * step / 12))
    canvas.line(points, fill, width + wider * (0.25 + width / 60))
    end_x, end_y = points[-1]
    if end_y > HEIGHT or width < 2.5:
        return
    spread = canvas.rng.uniform(0.35, 0.75)
    branch(canvas, end_x, end_y - 2, lean * 0.6 - spread, width * 0.68, wider, fill)
    branch(canvas, end_x, end_y - 2, lean * 0.6 + spread, width * 0.62, wider, fill)


def valley(canvas: Canvas) -> None:
    """A braided river coming towards us out of the hills."""
    palette = canvas.palette
    canvas.sky(430)
    canvas.sun(560, 270, 50)
    for base, height, depth in ((420, 260, 0.06), (470, 200, 0.24)):
        canvas.ridge(base, height, depth, 0.9)
    ground(canvas, 455)
    bright = mix(palette.light, palette.water, 0.4)
    for phase, reach in ((0.0, 1.0), (1.3, 0.75), (2.5, 1.15)):
        left, right = [], []
        for step in range(80):
            part = (step / 79) ** 1.5
            x = 600 + 260 * reach * part * sin(step / 9 + phase)
            half = 1.5 + 44 * part
            left.append((x - half, 460 + 450 * part))
            right.append((x + half, 460 + 450 * part))
        canvas.polygon(left + right[::-1], mix(bright, palette.water, reach - 0.75))
    for x, base, side in ((-60, 900, 1), (1260, 900, -1)):
        for step in range(3):
            top = 500 + step * 90
            canvas.polygon(
                [(x, top), (x + side * (420 - step * 60), base), (x, base)],
                palette.depth(0.6 + step * 0.18),
            )
