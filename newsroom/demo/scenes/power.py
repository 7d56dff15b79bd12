"""Turbines, panels, pylons, pumpjacks and chimneys."""

from math import cos, pi, sin

from newsroom.demo.scenes.canvas import HEIGHT, WIDTH, Canvas, mix
from newsroom.demo.scenes.land import grass, ground


def wind(canvas: Canvas) -> None:
    canvas.sky(620)
    canvas.sun(300, 400, 66)
    canvas.ridge(600, 130, 0.1, 0.4)
    for x, base, tall, depth in (
        (150, 590, 190, 0.25),
        (430, 585, 170, 0.22),
        (1010, 590, 200, 0.26),
        (700, 580, 160, 0.2),
    ):
        turbine(canvas, x, base, tall, depth)
    canvas.ridge(690, 130, 0.35, 0.35)
    for x, base, tall, depth in ((880, 690, 380, 0.05), (330, 700, 330, 0.1)):
        turbine(canvas, x, base, tall, depth)
    canvas.ridge(800, 130, 0.62, 0.35)
    turbine(canvas, 620, 810, 560, 0)
    canvas.ridge(900, 110, 0.92, 0.35)


def turbine(canvas: Canvas, x: float, base: float, tall: float, depth: float) -> None:
    """A tapering tower and three blades; `depth` fades it into the sky."""
    white = mix(
        mix(canvas.palette.light, canvas.palette.near, 0.04), canvas.palette.far, depth * 1.6
    )
    shade = mix(white, canvas.palette.near, 0.16)
    hub, foot, head = base - tall, tall * 0.021, tall * 0.011
    canvas.polygon(
        [(x - foot, base + 20), (x - head, hub), (x + head, hub), (x + foot, base + 20)], white
    )
    canvas.polygon(
        [(x + foot * 0.2, base + 20), (x, hub), (x + head, hub), (x + foot, base + 20)], shade
    )
    turn = canvas.rng.uniform(0, 2 * pi / 3)
    for blade in range(3):
        angle = turn + blade * 2 * pi / 3
        along, across = (cos(angle), sin(angle)), (-sin(angle), cos(angle))
        outline = ((0, 0.012), (0.1, 0.03), (0.52, 0.0), (0.1, -0.014), (0, -0.012))
        points = [
            (x + tall * (a * along[0] + b * across[0]), hub + tall * (a * along[1] + b * across[1]))
            for a, b in outline
        ]
        canvas.polygon(points, white)
    canvas.disc(x, hub, tall * 0.02, shade)


def solar(canvas: Canvas) -> None:
    palette = canvas.palette
    canvas.sky(430)
    canvas.sun(870, 210, 58)
    canvas.ridge(430, 120, 0.1, 0.9)
    canvas.ridge(450, 60, 0.3, 0.5)
    ground(canvas, 436)
    panel = mix(palette.near, (38, 58, 84), 0.6)
    for row in range(9):
        near, far = 470 + 470 * ((row + 1) / 9) ** 1.7, 462 + 470 * (row / 9) ** 1.7
        tall = (near - far) * 0.74
        canvas.rectangle(
            0,
            far + tall * 1.02,
            WIDTH,
            far + tall * 1.2,
            mix(palette.depth(0.9), palette.near, 0.4),
        )
        band = [(-10, far), (WIDTH + 10, far), (WIDTH + 10, far + tall), (-10, far + tall)]
        canvas.gradient(far, far + tall, (mix(panel, palette.light, 0.42), panel), band)
        for k in range(-30, 31):
            x = 600 + k * (12 + 92 * ((row + 1) / 9) ** 1.7)
            canvas.line(
                [(600 + (x - 600) * 0.93, far), (x, far + tall)],
                mix(panel, palette.light, 0.5),
                0.8 + row * 0.28,
            )
        canvas.line(
            [(0, far + tall / 2), (WIDTH, far + tall / 2)],
            mix(panel, palette.light, 0.36),
            0.8 + row * 0.2,
        )


def pylons(canvas: Canvas) -> None:
    canvas.sky(600)
    canvas.sun(850, 330, 54)
    canvas.ridge(560, 190, 0.08, 0.9)
    canvas.ridge(640, 130, 0.26, 0.6)
    canvas.ridge(740, 140, 0.5, 0.4)
    towers = [
        (1120, 560, 120, 0.3),
        (905, 600, 190, 0.45),
        (600, 690, 330, 0.7),
        (170, 850, 600, 1),
    ]
    for first, second in zip(towers, towers[1:], strict=False):
        wires(canvas, first, second)
    wires(canvas, towers[-1], (-520, 1000, 900, 1))
    for tower in towers:
        pylon(canvas, *tower)
    canvas.ridge(890, 110, 0.95, 0.35)


def pylon(canvas: Canvas, x: float, base: float, tall: float, depth: float) -> None:
    tone = canvas.palette.depth(depth)
    thick = max(tall * 0.009, 1)
    foot, waist, top = tall * 0.13, tall * 0.035, base - tall
    middle = base - tall * 0.52
    for side in (-1, 1):
        canvas.line(
            [(x + side * foot, base), (x + side * waist, middle), (x + side * waist * 0.5, top)],
            tone,
            thick,
        )
    for step in range(6):
        y1, y2 = base - tall * 0.52 * step / 6, base - tall * 0.52 * (step + 1) / 6
        w1, w2 = foot + (waist - foot) * step / 6, foot + (waist - foot) * (step + 1) / 6
        canvas.line([(x - w1, y1), (x + w2, y2)], tone, thick * 0.6)
        canvas.line([(x + w1, y1), (x - w2, y2)], tone, thick * 0.6)
    for part, reach in ARMS:
        y = base - tall * part
        for side in (-1, 1):
            canvas.line([(x, y - tall * 0.035), (x + side * tall * reach, y), (x, y)], tone, thick)
            canvas.line(
                [(x + side * tall * reach, y), (x + side * tall * reach, y + tall * 0.035)],
                tone,
                thick * 1.5,
            )
    for step in range(7):
        y1, y2 = middle - tall * 0.46 * step / 7, middle - tall * 0.46 * (step + 1) / 7
        canvas.line(
            [(x - waist * 0.8, y1), (x + waist * 0.8, y2), (x - waist * 0.8, y2)], tone, thick * 0.6
        )


ARMS = ((0.62, 0.17), (0.76, 0.21), (0.9, 0.15))


def wires(canvas: Canvas, first: tuple[float, ...], second: tuple[float, ...]) -> None:
    """Sagging lines between the arms of two pylons."""
    (x1, base1, tall1, depth), (x2, base2, tall2, _) = first, second
    tone = canvas.palette.depth(min(1, depth + 0.15))
    for part, reach in ARMS:
        for side in (-1, 1):
            ax, ay = x1 + side * tall1 * reach, base1 - tall1 * (part - 0.035)
            bx, by = x2 + side * tall2 * reach, base2 - tall2 * (part - 0.035)
            sag = 0.12 * abs(bx - ax)
            points = [
                (
                    ax + (bx - ax) * k / 20,
                    ay + (by - ay) * k / 20 + sag * 4 * (k / 20) * (1 - k / 20),
                )
                for k in range(21)
            ]
            canvas.line(points, tone, 0.7 + depth)


def pumpjack(canvas: Canvas) -> None:
    canvas.sky(650)
    canvas.sun(640, 470, 120)
    canvas.ridge(660, 50, 0.15, 0.4)
    ground(canvas, 650)
    for x, base, size, depth in (
        (250, 668, 90, 0.4),
        (1010, 672, 110, 0.45),
        (430, 690, 150, 0.6),
        (820, 800, 400, 1),
    ):
        jack(canvas, x, base, size, depth)
    grass(canvas, 720, 110)


def jack(canvas: Canvas, x: float, base: float, size: float, depth: float) -> None:
    """The nodding beam: samson post, walking beam, horse head, crank and weight."""
    tone = canvas.palette.depth(depth)
    tilt = canvas.rng.uniform(-0.22, 0.12)
    px, py = x, base - size * 0.78

    def along(part: float, up: float = 0) -> tuple[float, float]:
        return px + size * (part * cos(tilt) + up * sin(tilt)), py + size * (
            part * sin(tilt) - up * cos(tilt)
        )

    canvas.rectangle(x - size * 0.8, base - size * 0.05, x + size * 0.62, base + size * 0.03, tone)
    for foot in (-0.2, 0.24):
        canvas.line([(x + size * foot, base), (px, py)], tone, size * 0.045)
    canvas.line(
        [(x - size * 0.11, base - size * 0.4), (x + size * 0.13, base - size * 0.4)],
        tone,
        size * 0.025,
    )
    canvas.polygon(
        [along(-0.72, 0.02), along(0.6, 0.07), along(0.6, -0.03), along(-0.72, -0.03)], tone
    )
    head = [
        along(0.55 + 0.24 * cos(a), -0.06 + 0.3 * sin(a))
        for a in (k * pi / 16 - pi / 2 + 0.15 for k in range(15))
    ]
    canvas.polygon([along(0.5, 0.1), *head[::-1], along(0.5, -0.1)], tone)
    tip = along(0.79, -0.1)
    canvas.line([tip, (tip[0], base)], tone, size * 0.014)
    canvas.rectangle(tip[0] - size * 0.05, base - size * 0.16, tip[0] + size * 0.05, base, tone)
    crank = (x - size * 0.56, base - size * 0.28)
    canvas.line([along(-0.7), (crank[0] - size * 0.12, crank[1] - size * 0.06)], tone, size * 0.026)
    canvas.disc(*crank, size * 0.1, tone)
    canvas.ellipse(crank[0] - size * 0.13, crank[1] - size * 0.04, size * 0.12, size * 0.15, tone)
    canvas.rectangle(crank[0] - size * 0.16, crank[1], crank[0] + size * 0.2, base, tone)


def chimney(canvas: Canvas) -> None:
    """A heating plant on a frosty morning: stacks, towers and steam over low roofs."""
    palette = canvas.palette
    canvas.sky(700)
    if palette.sky[0][0] < 60:
        canvas.stars(80, 400)
    canvas.sun(240, 330, 46)
    canvas.ridge(700, 150, 0.08, 0.9)
    for x, top, wide in ((760, 170, 30), (905, 230, 26)):
        steam(canvas, x, top)
        stack(canvas, x, top, wide)
    for x, wide, top in ((420, 120, 480), (600, 105, 510)):
        steam(canvas, x, top)
        cooling_tower(canvas, x, wide, top)
    canvas.rectangle(660, 590, 1060, 760, palette.depth(0.62))
    canvas.rectangle(700, 540, 830, 600, palette.depth(0.62))
    for k in range(13):
        canvas.rectangle(
            684 + k * 29, 640, 700 + k * 29, 664, mix(palette.glow, palette.light, 0.25)
        )
    roofs(canvas)


def stack(canvas: Canvas, x: float, top: float, wide: float) -> None:
    palette = canvas.palette
    canvas.polygon(
        [(x - wide, 760), (x - wide * 0.55, top), (x + wide * 0.55, top), (x + wide, 760)],
        palette.depth(0.5),
    )
    for k in range(3):
        y = top + 8 + k * 64
        half = wide * (0.56 + 0.45 * (y - top) / (760 - top))
        canvas.polygon(
            [(x - half, y), (x + half, y), (x + half * 1.02, y + 26), (x - half * 1.02, y + 26)],
            palette.glow,
        )


def cooling_tower(canvas: Canvas, x: float, wide: float, top: float) -> None:
    palette = canvas.palette
    curve = [
        (0.62 + 0.38 * abs(k / 20 - 0.28) ** 1.4 * 1.8, top + (770 - top) * k / 20)
        for k in range(21)
    ]
    canvas.polygon(
        [(x - w * wide, y) for w, y in curve] + [(x + w * wide, y) for w, y in curve[::-1]],
        palette.depth(0.42),
    )
    canvas.polygon(
        [(x + w * wide * 0.2, y) for w, y in curve] + [(x + w * wide, y) for w, y in curve[::-1]],
        palette.depth(0.52),
    )


def steam(canvas: Canvas, x: float, top: float) -> None:
    pale = mix(canvas.palette.light, canvas.palette.sky[1], 0.35)
    for k in range(26):
        part = k / 25
        drift = x + 250 * part**1.3
        canvas.disc(
            drift + canvas.rng.uniform(-12, 12),
            top - 8 - 150 * part**0.8,
            10 + 52 * part**0.8,
            mix(pale, canvas.palette.sky[1], part * 0.75),
        )


def roofs(canvas: Canvas) -> None:
    """Village roofs under the plant, some windows lit."""
    palette = canvas.palette
    lit = palette.glow if palette.near[0] < 30 else mix(palette.light, palette.glow, 0.3)
    for row, base in enumerate((770, 850)):
        tone = palette.depth(0.8 + row * 0.16)
        canvas.ridge(base + 60, 40, 0.8 + row * 0.16, 0.3)
        for step in range(9 - row * 2):
            wide, tall = 46 + row * 20, 62 + row * 22
            x = step * (150 + row * 44) - 20 + canvas.rng.uniform(-24, 24)
            top = base + 40 - tall + canvas.rng.uniform(-8, 8)
            canvas.rectangle(x - wide, top, x + wide, HEIGHT, tone)
            gable = [
                (x - wide - 7, top + 3),
                (x - wide * 0.55, top - tall * 0.42),
                (x + wide * 0.55, top - tall * 0.42),
                (x + wide + 7, top + 3),
            ]
            canvas.polygon(gable, mix(palette.light, tone, 0.45))
            canvas.rectangle(
                x + wide * 0.3, top - tall * 0.6, x + wide * 0.44, top - tall * 0.3, tone
            )
            if canvas.rng.random() < 0.75:
                canvas.rectangle(x - 30, top + 16, x - 12, top + 36, lit)
                canvas.rectangle(x + 8, top + 16, x + 26, top + 36, lit)
