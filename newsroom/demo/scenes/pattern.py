"""Felt, silk, tile and figures: pictures made of ornament."""

from math import cos, pi, sin

from newsroom.demo.scenes.canvas import HEIGHT, WIDTH, Canvas, Colour, Point, mix


def shyrdak(canvas: Canvas) -> None:
    """A felt carpet: ram's horns in two colours, with a border of triangles."""
    palette = canvas.palette
    base, second = mix(palette.light, palette.far, 0.2), palette.glow
    dark = mix(palette.near, palette.far, 0.08)
    canvas.rectangle(0, 0, WIDTH, HEIGHT, dark)
    canvas.rectangle(46, 46, WIDTH - 46, HEIGHT - 46, base)
    teeth(canvas, second)
    for row in range(2):
        for column in range(3):
            x, y = 236 + column * 364, 270 + row * 360
            inside, outside = (base, second) if (row + column) % 2 == 0 else (second, base)
            canvas.rectangle(x - 166, y - 164, x + 166, y + 164, dark)
            canvas.rectangle(x - 158, y - 156, x + 158, y + 156, outside)
            for quarter in range(4):
                horns(canvas, x, y, quarter * pi / 2, 1.0, inside)
            canvas.polygon([(x, y - 34), (x + 34, y), (x, y + 34), (x - 34, y)], dark)
            canvas.polygon([(x, y - 18), (x + 18, y), (x, y + 18), (x - 18, y)], outside)
    stitches(canvas, mix(dark, base, 0.5))


def teeth(canvas: Canvas, fill: Colour) -> None:
    for k in range(24):
        x = 46 + k * (WIDTH - 92) / 24
        step = (WIDTH - 92) / 24
        canvas.polygon([(x, 46), (x + step, 46), (x + step / 2, 76)], fill)
        canvas.polygon(
            [(x, HEIGHT - 46), (x + step, HEIGHT - 46), (x + step / 2, HEIGHT - 76)], fill
        )


def horns(canvas: Canvas, x: float, y: float, turn: float, size: float, fill: Colour) -> None:
    """One kochkor muiuz: a stem and two curling horns, pointing away from the middle."""

    def spot(along: float, across: float) -> Point:
        return x + size * (along * cos(turn) - across * sin(turn)), y + size * (
            along * sin(turn) + across * cos(turn)
        )

    canvas.polygon([spot(20, -9), spot(112, -9), spot(112, 9), spot(20, 9)], fill)
    canvas.polygon([spot(100, 0), spot(122, -22), spot(146, 0), spot(122, 22)], fill)
    for side in (-1, 1):
        for k in range(48):
            part = k / 47
            angle = part * 1.55 * pi
            reach = 42 - 22 * part
            px, py = spot(82 - reach * sin(angle) * 0.9 + 4, side * (46 - reach * cos(angle)))
            canvas.disc(px, py, (11.5 - 3.5 * part) * size, fill)


def stitches(canvas: Canvas, fill: Colour) -> None:
    for side in (24, HEIGHT - 24):
        for x in range(30, WIDTH - 20, 26):
            canvas.line([(x, side), (x + 14, side)], fill, 2.4)
    for side in (24, WIDTH - 24):
        for y in range(30, HEIGHT - 20, 26):
            canvas.line([(side, y), (side, y + 14)], fill, 2.4)


def ikat(canvas: Canvas) -> None:
    """Warp-dyed silk: mirrored columns of almonds and rings with bled edges."""
    palette = canvas.palette
    cream = mix(palette.light, palette.far, 0.16)
    dark, teal = mix(palette.near, palette.far, 0.05), mix((52, 112, 116), palette.far, 0.2)
    canvas.rectangle(0, 0, WIDTH, HEIGHT, cream)
    ochre = mix((206, 150, 66), palette.far, 0.2)
    for column in range(5):
        x = 120 + column * 240
        canvas.polygon(bled(canvas, x, 450, 104, 520, 2.2), (palette.glow, teal)[column % 2])
        for row in range(3):
            y = 110 + row * 340 + (column % 2) * 170
            for half, tall, fill in (
                (86, 150, cream),
                (70, 124, dark),
                (50, 92, ochre),
                (28, 56, palette.glow),
                (10, 24, cream),
            ):
                canvas.polygon(bled(canvas, x, y, half, tall, 1.0), fill)
        for row in range(4):
            y = -60 + row * 340 + (column % 2) * 170
            for half, tall, fill in ((46, 40, dark), (30, 26, cream), (14, 12, ochre)):
                canvas.polygon(bled(canvas, x, y, half, tall, 1.0), fill)
    for column in range(4):
        x = 240 + column * 240
        canvas.polygon(bled(canvas, x, 450, 9, 520, 2.2), dark)


def bled(
    canvas: Canvas, x: float, y: float, half: float, tall: float, square: float
) -> list[Point]:
    """A lozenge or almond whose edge bleeds along the threads, mirrored left and right."""
    edge = []
    steps = max(8, int(half / 4))
    for k in range(steps + 1):
        part = k / steps
        reach = tall * (1 - part**square) if square > 1.5 else tall * (1 - part) ** 0.8
        edge.append((part * half, reach + canvas.rng.uniform(-9, 9) * (0.3 + part)))
    points = []
    for (ax, reach), (bx, _) in zip(edge, edge[1:], strict=False):
        points += [(ax, reach), (bx, reach)]
    upper = [(x - px, y - py) for px, py in reversed(points)] + [
        (x + px, y - py) for px, py in points
    ]
    lower = [(x + px, y + py) for px, py in reversed(points)] + [
        (x - px, y + py) for px, py in points
    ]
    return upper + lower


def tiles(canvas: Canvas) -> None:
    """Eight-pointed stars and crosses in glazed tile."""
    palette = canvas.palette
    grout = mix(palette.light, palette.far, 0.3)
    glazes = [
        mix(shade, palette.near, 0.1) for shade in ((36, 104, 114), (58, 136, 138), (28, 66, 104))
    ]
    canvas.rectangle(0, 0, WIDTH, HEIGHT, grout)
    size = 300
    for row in range(5):
        for column in range(6):
            x, y = column * size, row * size
            tone = mix(canvas.rng.choice(glazes), palette.light, canvas.rng.uniform(0, 0.12))
            cross(
                canvas,
                x + size / 2,
                y + size / 2,
                size,
                mix(palette.glow, palette.near, canvas.rng.uniform(0.0, 0.18)),
            )
            star(canvas, x, y, size * 0.49, tone)
            star(canvas, x, y, size * 0.34, mix(palette.light, tone, 0.12))
            star(canvas, x, y, size * 0.28, mix(tone, palette.near, 0.25))
            for k in range(8):
                angle = k * pi / 4
                px, py = x + size * 0.17 * cos(angle), y + size * 0.17 * sin(angle)
                canvas.disc(px, py, size * 0.035, mix(palette.light, tone, 0.1))
            canvas.disc(x, y, size * 0.06, mix((212, 160, 70), palette.far, 0.2))


def star(canvas: Canvas, x: float, y: float, reach: float, fill: Colour) -> None:
    for turn in (0, pi / 4):
        corners = [
            (x + reach * cos(turn + k * pi / 2), y + reach * sin(turn + k * pi / 2))
            for k in range(4)
        ]
        canvas.polygon(corners, fill)


def cross(canvas: Canvas, x: float, y: float, size: float, fill: Colour) -> None:
    arm, tip = size * 0.13, size * 0.46
    points = []
    for k in range(4):
        turn = k * pi / 2
        for along, across in ((arm, -arm), (tip - arm, -arm), (tip, 0), (tip - arm, arm)):
            points.append(
                (
                    x + along * cos(turn) - across * sin(turn),
                    y + along * sin(turn) + across * cos(turn),
                )
            )
    canvas.polygon(points, fill)


def ledger(canvas: Canvas) -> None:
    """A market chart on ruled paper: bars, and a line that ends in a red point."""
    palette = canvas.palette
    paper = mix(palette.light, palette.far, 0.12)
    canvas.rectangle(0, 0, WIDTH, HEIGHT, paper)
    rule = mix(paper, palette.near, 0.13)
    for y in range(120, HEIGHT, 78):
        canvas.line([(90, y), (1110, y)], rule, 1.4)
    canvas.line([(90, 90), (90, 820)], mix(paper, palette.glow, 0.5), 2)
    level, line = 0.3, []
    for k in range(30):
        level = min(0.92, max(0.16, level + canvas.rng.uniform(-0.07, 0.095)))
        x = 112 + k * 33.6
        tall = 560 * level * canvas.rng.uniform(0.6, 0.72)
        canvas.rectangle(
            x - 10,
            822 - tall,
            x + 10,
            822,
            mix(palette.far, palette.near, 0.2 + 0.4 * (k % 5 == 4)),
        )
        line.append((x, 760 - 620 * level))
    canvas.rectangle(90, 820, 1110, 824, palette.near)
    canvas.line(line, palette.near, 5)
    canvas.disc(*line[-1], 15, palette.glow)
    canvas.disc(*line[-1], 6, paper)
    for k in range(6):
        canvas.line([(112 + k * 201.6, 824), (112 + k * 201.6, 842)], palette.near, 2)


def coins(canvas: Canvas) -> None:
    """Stacks of coins in rising order on a cloth."""
    palette = canvas.palette
    canvas.gradient(0, 620, (palette.sky[1], palette.sky[-1]))
    canvas.sun(880, 240, 80)
    canvas.gradient(610, HEIGHT, (palette.depth(0.5), palette.depth(0.8)))
    for column, height in enumerate((4, 7, 6, 10, 13, 17)):
        x, base = 160 + column * 176, 760 - (column % 2) * 34
        canvas.ellipse(x + 14, base + 12, 86, 20, palette.depth(0.9))
        for k in range(height):
            dx = canvas.rng.uniform(-4, 4)
            coin(
                canvas,
                x + dx,
                base - k * 26,
                mix((196, 148, 78), palette.far, 0.25 + 0.2 * (k % 2)),
            )


def coin(canvas: Canvas, x: float, y: float, tone: Colour) -> None:
    edge = mix(tone, canvas.palette.near, 0.35)
    canvas.ellipse(x, y, 72, 20, edge)
    canvas.rectangle(x - 72, y - 20, x + 72, y, edge)
    for k in range(-5, 6):
        canvas.line(
            [(x + k * 13, y - 6), (x + k * 13, y + 12)], mix(edge, canvas.palette.near, 0.3), 1.6
        )
    canvas.ellipse(x, y - 20, 72, 20, mix(tone, canvas.palette.light, 0.3))
    canvas.ellipse(x, y - 20, 56, 14, tone)
