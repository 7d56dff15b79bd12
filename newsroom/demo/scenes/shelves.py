"""Market stalls and book shelves."""

from math import sin

from newsroom.demo.scenes.canvas import HEIGHT, WIDTH, Canvas, Colour, mix


def bazaar(canvas: Canvas) -> None:
    """Awnings over heaps of fruit, a row of lamps above."""
    palette = canvas.palette
    canvas.gradient(0, HEIGHT, (palette.depth(0.75), palette.depth(0.9), palette.near))
    pairs = ((palette.glow, palette.light), (mix(palette.far, palette.near, 0.3), palette.light))
    for row, (top, size) in enumerate(((70, 0.8), (400, 1.24))):
        for k in range(7):
            awning(canvas, -90 + k * 300 * size + row * 60, top, size, pairs[(k + row) % 2])
        stall(canvas, top + 150 * size, size)
    for k in range(9):
        x = 60 + k * 136
        y = 26 + 16 * sin(k * 1.1)
        canvas.glow(x, y, 60, palette.light, 0.5)
        canvas.disc(x, y, 8, palette.light)


def awning(canvas: Canvas, x: float, top: float, size: float, pair: tuple[Colour, Colour]) -> None:
    wide, tall, bands = 286 * size, 120 * size, 8
    for k in range(bands):
        tone = mix(pair[k % 2], canvas.palette.far, 0.12)
        upper, lower = x + 24 * size + k * (wide - 48 * size) / bands, x + k * wide / bands
        step_up, step_down = (wide - 48 * size) / bands, wide / bands
        canvas.polygon(
            [
                (upper, top),
                (upper + step_up, top),
                (lower + step_down, top + tall),
                (lower, top + tall),
            ],
            tone,
        )
        canvas.ellipse(
            lower + step_down / 2,
            top + tall,
            step_down / 2,
            13 * size,
            mix(tone, canvas.palette.near, 0.16),
        )


def stall(canvas: Canvas, top: float, size: float) -> None:
    """Trays of round things in pyramids."""
    palette = canvas.palette
    tones = (
        palette.glow,
        mix((205, 140, 60), palette.far, 0.2),
        mix((120, 132, 74), palette.far, 0.15),
        mix((226, 190, 110), palette.far, 0.1),
        mix((130, 60, 84), palette.far, 0.1),
    )
    base = top + 170 * size
    canvas.rectangle(0, base, WIDTH, base + 170 * size, palette.depth(0.66))
    canvas.rectangle(0, base, WIDTH, base + 10 * size, palette.depth(0.4))
    for k in range(9):
        x, tone, radius = 40 + k * 150 * size, tones[k % 5], (13 + 5 * (k % 3)) * size
        rows = 5 if radius > 17 else 6
        for row in range(rows):
            for place in range(rows - row):
                dx = (place - (rows - row - 1) / 2) * radius * 1.86
                canvas.disc(
                    x + dx,
                    base - radius - row * radius * 1.56,
                    radius,
                    mix(tone, palette.near, canvas.rng.uniform(0, 0.22)),
                )
                canvas.disc(
                    x + dx - radius * 0.28,
                    base - radius * 1.3 - row * radius * 1.56,
                    radius * 0.28,
                    mix(tone, palette.light, 0.45),
                )


def archive(canvas: Canvas) -> None:
    """Shelves of bound volumes, with a lamp."""
    palette = canvas.palette
    canvas.gradient(0, HEIGHT, (palette.depth(0.86), palette.depth(0.96), palette.near))
    tones = (
        palette.glow,
        palette.depth(0.4),
        mix(palette.light, palette.far, 0.5),
        mix(palette.glow, palette.near, 0.5),
        palette.depth(0.62),
        mix((66, 110, 112), palette.far, 0.25),
    )
    for shelf in range(5):
        base = 186 + shelf * 178
        x = 10.0
        while x < WIDTH:
            wide, tall = canvas.rng.uniform(18, 46), canvas.rng.uniform(104, 150)
            if canvas.rng.random() < 0.06:
                x += wide * 1.6
                continue
            volume(
                canvas,
                x,
                base,
                wide,
                tall,
                mix(canvas.rng.choice(tones), palette.near, canvas.rng.uniform(0, 0.35)),
            )
            x += wide + 2
        canvas.rectangle(0, base, WIDTH, base + 14, palette.depth(0.5))
        canvas.rectangle(0, base + 14, WIDTH, base + 22, palette.near)
    canvas.glow(600, 380, 720, palette.light, 0.42)


def volume(canvas: Canvas, x: float, base: float, wide: float, tall: float, tone: Colour) -> None:
    canvas.rectangle(x, base - tall, x + wide, base, tone)
    gilt = mix(tone, canvas.palette.light, 0.5)
    for part in (0.12, 0.18, 0.82):
        canvas.rectangle(
            x, base - tall * (1 - part), x + wide, base - tall * (1 - part) + 2.4, gilt
        )
    if wide > 30:
        canvas.rectangle(
            x + wide * 0.2, base - tall * 0.66, x + wide * 0.8, base - tall * 0.42, gilt
        )
    canvas.rectangle(
        x + wide - 3, base - tall, x + wide, base, mix(tone, canvas.palette.near, 0.35)
    )
