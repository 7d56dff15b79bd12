"""Railways, roads, passes, bridges, ports and buses."""

from math import sin

from newsroom.demo.scenes.canvas import HEIGHT, WIDTH, Canvas, mix
from newsroom.demo.scenes.land import clouds, grass, ground, snow
from newsroom.demo.scenes.river import water


def train(canvas: Canvas) -> None:
    """A goods train across the steppe, on a low bank."""
    palette = canvas.palette
    canvas.sky(600)
    canvas.sun(880, 330, 60)
    canvas.ridge(590, 170, 0.08, 0.95)
    canvas.ridge(610, 60, 0.25, 0.4)
    ground(canvas, 600)
    canvas.polygon([(0, 668), (WIDTH, 650), (WIDTH, 690), (0, 712)], palette.depth(0.75))
    canvas.line([(0, 668), (WIDTH, 650)], palette.depth(1), 5)
    for k in range(12):
        x = 1130 - k * 116
        wagon(canvas, x, 666 - x * 0.0152, k)
    for k in range(9):
        x = 40 + k * 150
        mast(canvas, x, 672 - x * 0.0152)
    grass(canvas, 720, 260)


def wagon(canvas: Canvas, x: float, base: float, place: int) -> None:
    palette = canvas.palette
    tones = (
        palette.glow,
        palette.depth(0.85),
        palette.depth(0.6),
        mix(palette.glow, palette.near, 0.5),
        mix(palette.light, palette.far, 0.6),
    )
    if place == 0:
        canvas.rounded((x - 52, base - 54, x + 60, base - 8), 9, palette.glow)
        canvas.rectangle(x - 52, base - 26, x + 60, base - 20, palette.light)
        canvas.rounded((x + 34, base - 47, x + 54, base - 30), 3, palette.near)
    elif place % 4 == 3:
        canvas.rounded((x - 50, base - 42, x + 50, base - 9), 17, tones[2])
        canvas.rectangle(x - 7, base - 48, x + 7, base - 40, tones[2])
    else:
        canvas.rectangle(x - 50, base - 45, x + 50, base - 9, tones[(place * 7) % 5])
        for k in range(1, 6):
            canvas.line(
                [(x - 50 + k * 16.6, base - 43), (x - 50 + k * 16.6, base - 11)],
                mix(tones[(place * 7) % 5], palette.near, 0.3),
                1.4,
            )
    canvas.rectangle(x - 58, base - 10, x + 58, base - 6, palette.near)
    for wheel in (-38, -22, 22, 38):
        canvas.disc(x + wheel, base - 3, 6, palette.near)


def mast(canvas: Canvas, x: float, base: float) -> None:
    tone = canvas.palette.depth(0.9)
    canvas.line([(x, base), (x, base - 112)], tone, 2.6)
    canvas.line([(x, base - 100), (x + 34, base - 92)], tone, 2)
    canvas.line([(x + 34 - 150, base - 90), (x + 34 - 75, base - 84), (x + 34, base - 92)], tone, 1)


def trucks(canvas: Canvas) -> None:
    """Lorries on the bends of a mountain pass."""
    palette = canvas.palette
    canvas.sky(520)
    canvas.sun(300, 200, 46)
    snow(canvas, canvas.ridge(470, 330, 0.1, 0.95), 90)
    snow(canvas, canvas.ridge(560, 250, 0.32, 0.95), 30)
    canvas.gradient(
        520,
        HEIGHT,
        (palette.depth(0.42), palette.depth(0.85)),
        [(0, 640), (330, 560), (760, 520), (1200, 610), (1200, 900), (0, 900)],
    )
    bends = [(880, 548), (560, 574), (860, 622), (330, 678), (1010, 764), (120, 900)]
    for index, (first, second) in enumerate(zip(bends, bends[1:], strict=False)):
        bend(canvas, first, second, 7 + index * 9, 7 + (index + 1) * 9)
    for x, y, size in ((690, 563, 0.34), (720, 597, 0.42), (560, 652, 0.62), (700, 722, 0.95)):
        lorry(canvas, x, y, size)
    lorry(canvas, 440, 838, 1.7)


def bend(
    canvas: Canvas,
    first: tuple[float, float],
    second: tuple[float, float],
    thin: float,
    thick: float,
) -> None:
    tone = mix(canvas.palette.light, canvas.palette.far, 0.55)
    for k in range(60):
        part = k / 59
        x, y = first[0] + (second[0] - first[0]) * part, first[1] + (second[1] - first[1]) * part
        half = (thin + (thick - thin) * part) * 0.62
        canvas.ellipse(x, y, half * 1.9, half, tone)


def lorry(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Seen from the side: a red cab, a container, wheels and a shadow."""
    palette = canvas.palette

    def box(
        left: float,
        top: float,
        right: float,
        bottom: float,
        radius: float,
        fill: tuple[int, int, int],
    ) -> None:
        canvas.rounded(
            (x + left * size, y + top * size, x + right * size, y + bottom * size),
            radius * size,
            fill,
        )

    canvas.ellipse(x, y + 2 * size, 86 * size, 6 * size, mix(palette.near, palette.far, 0.2))
    box(-84, -66, 36, -12, 2, mix(palette.light, palette.far, 0.15))
    box(-84, -24, 36, -12, 0, mix(palette.glow, palette.far, 0.2))
    for k in range(1, 10):
        box(-84 + k * 12, -64, -83 + k * 12, -25, 0, mix(palette.light, palette.near, 0.28))
    box(40, -58, 82, -8, 7, palette.glow)
    box(62, -52, 80, -32, 3, palette.near)
    box(-84, -12, 80, -6, 0, palette.near)
    for wheel in (-64, -42, 22, 60):
        canvas.disc(x + wheel * size, y - 4 * size, 9 * size, palette.near)
        canvas.disc(x + wheel * size, y - 4 * size, 3.5 * size, palette.far)


def road(canvas: Canvas) -> None:
    """One straight road to the mountains."""
    palette = canvas.palette
    canvas.sky(500)
    canvas.sun(820, 300, 50)
    snow(canvas, canvas.ridge(500, 280, 0.08, 0.95), 70)
    canvas.ridge(510, 80, 0.25, 0.5)
    ground(canvas, 500)
    grass(canvas, 560, 260)
    canvas.polygon(
        [(593, 502), (607, 502), (1010, HEIGHT), (190, HEIGHT)],
        mix(palette.near, palette.sky[1], 0.32),
    )
    for step in range(14):
        near, far = 398 * (0.72**step), 398 * (0.72**step) * 0.84
        half_near, half_far = near * 0.018 + 0.5, far * 0.018 + 0.4
        canvas.polygon(
            [
                (600 - half_far, 502 + far),
                (600 + half_far, 502 + far),
                (600 + half_near, 502 + near),
                (600 - half_near, 502 + near),
            ],
            palette.light,
        )
    for step in range(13):
        part = 0.76**step
        for side in (-1, 1):
            x, y = 600 + side * 450 * part, 502 + 398 * part
            canvas.rectangle(x - 7 * part, y - 74 * part, x + 7 * part, y, palette.light)
            canvas.rectangle(x - 7 * part, y - 60 * part, x + 7 * part, y - 42 * part, palette.glow)


def bridge(canvas: Canvas) -> None:
    """A railway viaduct of arches over a wide river."""
    palette = canvas.palette
    canvas.sky(560)
    canvas.sun(330, 260, 52)
    canvas.ridge(540, 240, 0.08, 0.95)
    canvas.ridge(575, 120, 0.3, 0.7)
    water(canvas, 580, 330)
    tone = mix(palette.light, palette.far, 0.62)
    dark = mix(tone, palette.near, 0.42)
    canvas.rectangle(0, 430, WIDTH, 474, tone)
    canvas.rectangle(0, 474, WIDTH, 482, dark)
    for k in range(6):
        x = -10 + k * 244
        canvas.rectangle(x - 26, 470, x + 26, 640, tone)
        canvas.rectangle(x + 8, 482, x + 26, 640, dark)
        canvas.polygon([(x - 40, 640), (x + 40, 640), (x + 52, 668), (x - 52, 668)], dark)
        arch = [
            (x + 26 + 192 * j / 24, 482 + 110 * (1 - sin(j / 24 * 3.1416)) ** 1.2)
            for j in range(25)
        ]
        canvas.polygon([(x + 26, 480), *arch, (x + 218, 480)], tone)
    for x in range(0, WIDTH, 24):
        canvas.rectangle(x, 414, x + 2, 432, dark)
    canvas.rectangle(0, 412, WIDTH, 416, dark)
    for k in range(6):
        wagon(canvas, 980 - k * 116, 430, k)


def port(canvas: Canvas) -> None:
    """Cranes, stacked boxes and a ferry on the Caspian."""
    palette = canvas.palette
    canvas.sky(560)
    canvas.sun(900, 300, 60)
    clouds(canvas, 3)
    water(canvas, 556, 900)
    canvas.rectangle(0, 640, 720, HEIGHT, palette.depth(0.8))
    canvas.rectangle(0, 640, 720, 654, mix(palette.light, palette.far, 0.5))
    boxes(canvas)
    for x, tall in ((210, 430), (470, 470)):
        crane(canvas, x, 640, tall)
    ship(canvas)


def boxes(canvas: Canvas) -> None:
    palette = canvas.palette
    tones = (
        palette.glow,
        palette.depth(0.55),
        mix(palette.light, palette.far, 0.4),
        mix(palette.glow, palette.near, 0.45),
        palette.depth(0.35),
    )
    for row in range(4):
        for column in range(9):
            if canvas.rng.random() < 0.16 + row * 0.14:
                continue
            x, y = 14 + column * 78, 850 - row * 46
            tone = canvas.rng.choice(tones)
            canvas.rectangle(x, y, x + 75, y + 43, tone)
            for k in range(1, 7):
                canvas.line(
                    [(x + k * 10.7, y + 4), (x + k * 10.7, y + 39)],
                    mix(tone, palette.near, 0.22),
                    1.2,
                )


def crane(canvas: Canvas, x: float, base: float, tall: float) -> None:
    tone = mix(canvas.palette.glow, canvas.palette.near, 0.25)
    top = base - tall
    for dx in (-46, 46):
        canvas.line([(x + dx, base), (x + dx * 0.82, top + 110)], tone, 9)
    canvas.line([(x - 44, base - 120), (x + 44, base - 120)], tone, 6)
    canvas.line([(x - 130, top + 108), (x + 320, top + 108)], tone, 10)
    canvas.line([(x - 38, top + 110), (x, top), (x + 38, top + 110)], tone, 6)
    canvas.line([(x + 310, top + 104), (x, top), (x - 126, top + 104)], tone, 2.4)
    canvas.rectangle(x + 172, top + 112, x + 210, top + 132, tone)
    canvas.line([(x + 191, top + 130), (x + 191, top + 236)], tone, 2)
    canvas.rectangle(x + 152, top + 236, x + 230, top + 276, canvas.palette.depth(0.7))


def ship(canvas: Canvas) -> None:
    palette = canvas.palette
    canvas.polygon([(760, 668), (1180, 652), (1150, 730), (800, 730)], palette.depth(0.92))
    canvas.polygon([(768, 690), (1172, 676), (1166, 692), (776, 706)], palette.glow)
    canvas.rectangle(820, 596, 930, 668, palette.light)
    canvas.rectangle(838, 566, 908, 600, palette.light)
    for k in range(5):
        canvas.rectangle(830 + k * 19, 614, 841 + k * 19, 626, palette.near)
    canvas.rectangle(858, 528, 886, 568, palette.glow)
    for k in range(4):
        canvas.rectangle(
            946 + k * 52, 626 - (k % 2) * 24, 994 + k * 52, 662, palette.depth(0.4 + 0.13 * k)
        )


def bus(canvas: Canvas) -> None:
    """A trolleybus under plane trees, mountains at the end of the street."""
    palette = canvas.palette
    canvas.sky(480)
    canvas.sun(900, 190, 44)
    snow(canvas, canvas.ridge(430, 240, 0.06, 0.95), 60)
    blocks(canvas)
    canvas.rectangle(0, 690, WIDTH, HEIGHT, palette.depth(0.72))
    canvas.rectangle(0, 690, WIDTH, 702, mix(palette.light, palette.far, 0.6))
    for k in range(7):
        canvas.rectangle(
            k * 190 + 30, 836, k * 190 + 130, 844, mix(palette.light, palette.far, 0.4)
        )
    for y in (300, 312):
        canvas.line([(0, y), (600, y + 12), (WIDTH, y)], palette.depth(0.95), 2)
    vehicle(canvas)
    for x in (120, 1080):
        canvas.rectangle(x - 9, 470, x + 9, 700, palette.near)
        for _ in range(26):
            angle = canvas.rng.uniform(0, 6.28)
            reach = canvas.rng.uniform(0, 92)
            canvas.disc(
                x + reach * 1.2 * sin(angle),
                430 + reach * sin(angle + 1.57),
                44,
                palette.depth(0.62 + 0.2 * canvas.rng.random()),
            )


def blocks(canvas: Canvas) -> None:
    palette = canvas.palette
    x = -20
    while x < WIDTH:
        wide, tall = canvas.rng.randint(110, 190), canvas.rng.randint(150, 290)
        tone = palette.depth(canvas.rng.uniform(0.2, 0.4))
        canvas.rectangle(x, 690 - tall, x + wide, 690, tone)
        for row in range(int(tall / 46)):
            for column in range(int(wide / 36)):
                left, top = x + 14 + column * 36, 690 - tall + 18 + row * 46
                lit = palette.light if canvas.rng.random() < 0.3 else palette.depth(0.55)
                canvas.rectangle(left, top, left + 17, top + 24, mix(lit, tone, 0.25))
        x += wide + canvas.rng.randint(0, 26)


def vehicle(canvas: Canvas) -> None:
    palette = canvas.palette
    canvas.ellipse(610, 806, 330, 15, palette.depth(0.92))
    canvas.line([(560, 590), (330, 316)], palette.near, 3.4)
    canvas.line([(590, 590), (360, 304)], palette.near, 3.4)
    canvas.rounded((290, 588, 930, 790), 26, palette.glow)
    canvas.rounded((290, 588, 930, 722), 26, mix(palette.light, palette.far, 0.12))
    for k in range(6):
        canvas.rounded(
            (318 + k * 84, 616, 390 + k * 84, 690), 8, mix(palette.near, palette.water, 0.3)
        )
    canvas.rounded((838, 612, 920, 716), 10, mix(palette.near, palette.water, 0.45))
    canvas.rectangle(290, 722, 930, 734, mix(palette.glow, palette.near, 0.35))
    for x in (410, 800):
        canvas.disc(x, 790, 36, palette.near)
        canvas.disc(x, 790, 15, palette.far)
    canvas.disc(914, 752, 9, palette.light)
