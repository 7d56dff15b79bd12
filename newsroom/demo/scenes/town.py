"""City skylines, domes and minarets, a court house and felt tents."""

from math import cos, pi, sin

from newsroom.demo.scenes.canvas import HEIGHT, WIDTH, Canvas, Colour, Point, mix
from newsroom.demo.scenes.land import grass, ground, snow


def skyline(canvas: Canvas) -> None:
    """A city of slabs and a television mast under the mountains."""
    palette = canvas.palette
    canvas.sky(620)
    is_night = palette.sky[0][0] < 60
    if is_night:
        canvas.stars(110, 300)
    canvas.sun(290, 190, 42)
    snow(canvas, canvas.ridge(560, 420, 0.1, 0.95), 120)
    canvas.ridge(620, 200, 0.28, 0.9)
    mast = palette.depth(0.4)
    canvas.polygon([(846, 520), (856, 250), (860, 150), (864, 250), (874, 520)], mast)
    canvas.ellipse(860, 322, 22, 9, mast)
    for row, base in enumerate((700, 790, 900)):
        slabs(canvas, base, 0.42 + row * 0.27, 90 + row * 50, is_night)


def slabs(canvas: Canvas, base: float, depth: float, tall: float, is_night: bool) -> None:
    """One row of houses with a pattern of windows."""
    palette = canvas.palette
    tone = palette.depth(depth)
    x = -30.0
    while x < WIDTH:
        wide, top = canvas.rng.uniform(46, 120), base - tall * canvas.rng.uniform(0.6, 1.7)
        canvas.rectangle(x, top, x + wide, HEIGHT, tone)
        if canvas.rng.random() < 0.3:
            canvas.rectangle(x + wide * 0.3, top - 14, x + wide * 0.5, top, tone)
        for row in range(int((base + 40 - top) / 17)):
            for column in range(int((wide - 10) / 13)):
                lit = canvas.rng.random() < (0.34 if is_night else 0.5)
                fill = mix(
                    tone,
                    palette.glow if is_night else palette.light,
                    (0.85 if is_night else 0.34) * lit,
                )
                left, upper = x + 7 + column * 13, top + 9 + row * 17
                canvas.rectangle(left, upper, left + 6, upper + 8, fill)
        x += wide + canvas.rng.uniform(-4, 16)


def domes(canvas: Canvas) -> None:
    """Domes, portals and minarets in layers, as in an old Silk Road city."""
    palette = canvas.palette
    canvas.sky(720)
    if palette.sky[0][0] < 60:
        canvas.stars(100, 420)
    canvas.sun(880, 300, 92)
    minaret(canvas, 1010, 720, 400, 0.3)
    for x, size, depth in ((120, 80, 0.22), (390, 100, 0.26), (720, 90, 0.24), (1090, 96, 0.28)):
        dome(canvas, x, 690, size, depth)
    canvas.rectangle(0, 660, WIDTH, HEIGHT, palette.depth(0.36))
    portal(canvas, 500, 760, 280, 330, 0.56)
    dome(canvas, 226, 700, 168, 0.5)
    dome(canvas, 800, 700, 176, 0.52)
    minaret(canvas, 325, 790, 470, 0.62)
    minaret(canvas, 676, 790, 470, 0.62)
    canvas.rectangle(0, 740, WIDTH, HEIGHT, palette.depth(0.72))
    for k in range(15):
        x = 10 + k * 86
        canvas.polygon(pointed(x + 30, 850, 44, 76), palette.depth(0.88))
    canvas.rectangle(0, 850, WIDTH, HEIGHT, palette.depth(0.96))


def pointed(x: float, base: float, wide: float, tall: float) -> list[Point]:
    """The outline of a pointed arch."""
    half, spring = wide / 2, base - tall * 0.55
    left = [
        (x - half * cos(k / 10 * 1.32), spring - tall * 0.45 * sin(k / 10 * 1.32) / sin(1.32))
        for k in range(11)
    ]
    right = [(2 * x - px, py) for px, py in reversed(left)]
    return [(x - half, base), *left, (x, base - tall), *right, (x + half, base)]


def dome(canvas: Canvas, x: float, base: float, size: float, depth: float) -> None:
    """A ribbed dome on its drum."""
    palette = canvas.palette
    tone = mix(palette.depth(depth), (66, 130, 132), 0.34)
    canvas.rectangle(
        x - size * 0.62, base - size * 0.55, x + size * 0.62, base + 120, palette.depth(depth)
    )
    canvas.rectangle(
        x - size * 0.66,
        base - size * 0.6,
        x + size * 0.66,
        base - size * 0.5,
        mix(palette.depth(depth), palette.light, 0.3),
    )
    top = base - size * 0.6
    for part in (1, 0.78, 0.5, 0.2):
        fill = tone if part in (1, 0.5) else mix(tone, palette.light, 0.16)
        curve = [
            (0.66 * cos(a) ** 0.8 * (1 + 0.16 * sin(2 * a)), sin(a))
            for a in (k / 24 * pi / 2 for k in range(24))
        ]
        edge = [(x + w * size * part, top - h * size * 0.98) for w, h in curve]
        canvas.polygon(
            [*edge, (x, top - size * 1.06), *[(2 * x - px, py) for px, py in reversed(edge)]], fill
        )
    canvas.line([(x, top - size), (x, top - size * 1.28)], tone, 3)


def minaret(canvas: Canvas, x: float, base: float, tall: float, depth: float) -> None:
    palette = canvas.palette
    tone = palette.depth(depth)
    foot, head, top = tall * 0.062, tall * 0.04, base - tall
    canvas.polygon([(x - foot, base), (x - head, top), (x + head, top), (x + foot, base)], tone)
    canvas.polygon(
        [(x + foot * 0.3, base), (x + head * 0.3, top), (x + head, top), (x + foot, base)],
        mix(tone, palette.near, 0.2),
    )
    for k in range(5):
        y = top + tall * (0.1 + 0.17 * k)
        half = head + (foot - head) * (y - top) / tall
        canvas.rectangle(x - half, y, x + half, y + tall * 0.022, mix(tone, palette.light, 0.36))
    canvas.rectangle(x - head * 1.5, top - tall * 0.012, x + head * 1.5, top + tall * 0.022, tone)
    canvas.rectangle(x - head * 0.8, top - tall * 0.07, x + head * 0.8, top, tone)
    canvas.polygon(
        pointed(x, top - tall * 0.06, head * 2, tall * 0.085), mix(tone, (66, 130, 132), 0.4)
    )


def portal(canvas: Canvas, x: float, base: float, wide: float, tall: float, depth: float) -> None:
    """A high gateway with a pointed niche and a frame of tile."""
    palette = canvas.palette
    tone = palette.depth(depth)
    tile = mix(tone, (66, 130, 132), 0.45)
    canvas.rectangle(x - wide / 2, base - tall, x + wide / 2, base + 60, tone)
    canvas.rectangle(x - wide / 2 + 14, base - tall + 14, x + wide / 2 - 14, base, tile)
    canvas.rectangle(x - wide / 2 + 34, base - tall + 40, x + wide / 2 - 34, base, tone)
    canvas.polygon(pointed(x, base, wide * 0.62, tall * 0.78), palette.depth(min(1, depth + 0.3)))
    canvas.polygon(pointed(x, base, wide * 0.3, tall * 0.4), palette.depth(min(1, depth + 0.44)))
    for k in range(9):
        canvas.disc(
            x - wide / 2 + 34 + k * (wide - 68) / 8,
            base - tall + 27,
            5,
            mix(palette.light, tile, 0.3),
        )


def court(canvas: Canvas) -> None:
    """A portico of eight columns with the light from one side."""
    palette = canvas.palette
    canvas.sky(HEIGHT)
    stone = mix(palette.light, palette.far, 0.35)
    shade = mix(stone, palette.near, 0.5)
    canvas.polygon([(90, 270), (600, 90), (1110, 270)], stone)
    canvas.polygon([(190, 252), (600, 116), (1010, 252)], mix(stone, palette.near, 0.2))
    canvas.disc(600, 206, 30, stone)
    canvas.rectangle(90, 270, 1110, 330, stone)
    canvas.rectangle(90, 322, 1110, 334, shade)
    canvas.rectangle(120, 334, 1080, 740, mix(shade, palette.near, 0.5))
    canvas.polygon(pointed(600, 740, 120, 290), palette.near)
    for k in range(8):
        x = 158 + k * 126.4
        column(canvas, x, stone, shade)
    for k in range(5):
        tone = mix(stone, palette.near, 0.1 * (k % 2) + 0.03 * k)
        canvas.rectangle(90 - k * 32, 740 + k * 32, 1110 + k * 32, 774 + k * 32, tone)
        canvas.rectangle(90 - k * 32, 768 + k * 32, 1110 + k * 32, 773 + k * 32, shade)


def column(canvas: Canvas, x: float, stone: Colour, shade: Colour) -> None:
    for k in range(14):
        part = k / 13
        tone = mix(stone, shade, max(0, part - 0.25) * 1.2)
        half_top, half_foot = 27, 32
        canvas.polygon(
            [
                (x - half_top + part * 2 * half_top * 13 / 14, 352),
                (x - half_top + (part * 13 + 1) * 2 * half_top / 14, 352),
                (x - half_foot + (part * 13 + 1) * 2 * half_foot / 14, 728),
                (x - half_foot + part * 2 * half_foot * 13 / 14, 728),
            ],
            tone,
        )
    canvas.rectangle(x - 40, 334, x + 40, 354, stone)
    canvas.rectangle(x - 42, 724, x + 42, 741, stone)


def yurt(canvas: Canvas) -> None:
    """Felt tents on a summer pasture."""
    palette = canvas.palette
    canvas.sky(560)
    if palette.sky[0][0] < 60:
        canvas.stars(160, 420)
    canvas.sun(930, 240, 46)
    snow(canvas, canvas.ridge(520, 330, 0.08, 0.95), 90)
    canvas.ridge(580, 170, 0.3, 0.7)
    ground(canvas, 574)
    canvas.ridge(680, 70, 0.45, 0.3)
    for x, base, size in ((860, 672, 74), (1060, 700, 96), (420, 800, 250)):
        tent(canvas, x, base, size)
    grass(canvas, 730, 230)


def tent(canvas: Canvas, x: float, base: float, size: float) -> None:
    palette = canvas.palette
    felt = mix(palette.light, palette.far, 0.18)
    shade = mix(felt, palette.near, 0.22)
    canvas.ellipse(x + size * 0.1, base + 2, size * 1.12, size * 0.1, palette.depth(0.85))
    wall, eave = base - size * 0.52, size
    roof = [
        (x - eave * 1.04, wall),
        (x - eave * 0.72, wall - size * 0.34),
        (x - eave * 0.2, wall - size * 0.56),
        (x + eave * 0.2, wall - size * 0.56),
        (x + eave * 0.72, wall - size * 0.34),
        (x + eave * 1.04, wall),
    ]
    canvas.rectangle(x - size, wall, x + size, base, felt)
    canvas.polygon(
        [(x + size * 0.45, wall), (x + size, wall), (x + size, base), (x + size * 0.45, base)],
        shade,
    )
    canvas.polygon(roof, mix(felt, palette.far, 0.2))
    canvas.polygon(
        [(x + eave * 0.1, wall - size * 0.56), *roof[3:], (x + eave * 0.45, wall)],
        mix(shade, palette.far, 0.1),
    )
    band(canvas, x, wall, size, felt)
    door = mix(palette.glow, palette.near, 0.55)
    canvas.rectangle(x - size * 0.2, wall + size * 0.1, x + size * 0.2, base, palette.glow)
    canvas.rectangle(x - size * 0.15, wall + size * 0.15, x + size * 0.15, base, door)


def band(canvas: Canvas, x: float, wall: float, size: float, felt: Colour) -> None:
    """The woven band under the eaves, with a row of lozenges."""
    top, bottom = wall - size * 0.03, wall + size * 0.1
    canvas.rectangle(x - size * 1.02, top, x + size * 1.02, bottom, canvas.palette.glow)
    half, middle = size * 0.05, wall + size * 0.035
    for k in range(15):
        px = x - size * 0.93 + k * size * 0.133
        lozenge = [
            (px, middle - half),
            (px + half, middle),
            (px, middle + half),
            (px - half, middle),
        ]
        canvas.polygon(lozenge, felt)
