"""Mountains, steppe, glaciers, fields and orchards."""

from math import cos, sin

from newsroom.demo.scenes.canvas import HEIGHT, WIDTH, Canvas, mix


def mountains(canvas: Canvas) -> None:
    canvas.sky(640)
    canvas.sun(860, 300, 62)
    for base, height, depth, rough in (
        (560, 330, 0.05, 0.9),
        (620, 260, 0.25, 0.9),
        (700, 220, 0.5, 0.9),
        (790, 180, 0.75, 0.8),
        (900, 150, 1, 0.4),
    ):
        canvas.ridge(base, height, depth, rough)


def steppe(canvas: Canvas) -> None:
    canvas.sky(560)
    canvas.sun(330, 390, 48)
    clouds(canvas, 5)
    canvas.ridge(575, 60, 0.1, 0.9)
    canvas.ridge(600, 40, 0.3, 0.3)
    ground(canvas, 590)
    grass(canvas, 640, 340)


def ground(canvas: Canvas, top: float) -> None:
    """Open land from the horizon to the reader's feet."""
    palette = canvas.palette
    canvas.gradient(top, HEIGHT, (palette.depth(0.3), palette.depth(0.55), palette.depth(0.9)))


def clouds(canvas: Canvas, count: int) -> None:
    """Heaped clouds with a straight foot, as over dry land."""
    pale = mix(canvas.palette.sky[1], canvas.palette.light, 0.55)
    for step in range(count):
        x = (step + canvas.rng.uniform(0.1, 0.9)) * WIDTH / count
        y = canvas.rng.uniform(110, 300)
        across = canvas.rng.uniform(60, 130)
        for _ in range(9):
            part = canvas.rng.uniform(-1, 1)
            radius = across * (0.34 - 0.2 * abs(part)) * canvas.rng.uniform(0.8, 1.2)
            canvas.disc(x + part * across, y - radius * 0.3, radius, pale)
        canvas.rounded((x - across * 1.3, y - 7, x + across * 1.3, y + 7), 7, pale)


def grass(canvas: Canvas, top: float, count: int) -> None:
    """Tufts of feather grass, larger towards the bottom."""
    for step in range(count):
        part = step / count
        y = top + (HEIGHT + 40 - top) * part**1.5
        x = canvas.rng.uniform(-20, WIDTH + 20)
        tall = 8 + 62 * part**2
        shade = mix(canvas.palette.depth(0.95), canvas.palette.far, canvas.rng.uniform(0, 0.75))
        for _ in range(3):
            lean = canvas.rng.uniform(-0.15, 0.6) * tall
            points = [(x, y), (x + lean * 0.35, y - tall * 0.6), (x + lean, y - tall)]
            canvas.line(points, shade, 0.8 + 1.6 * part)


def glacier(canvas: Canvas) -> None:
    canvas.sky(520)
    canvas.sun(270, 190, 40)
    canvas.ridge(470, 360, 0.35, 1.0)
    snow(canvas, canvas.ridge(560, 380, 0.6, 1.0), 80)
    ice_stream(canvas)
    canvas.ridge(880, 130, 0.95, 0.7)


def ice_stream(canvas: Canvas) -> None:
    """A tongue of ice winding down the valley, with its crevasses and dark moraines."""
    palette = canvas.palette
    ice = mix(palette.light, palette.water, 0.4)
    left, right = [], []
    for step in range(60):
        part = step / 59
        middle = 640 + 90 * sin(part * 4.4) * (0.35 + part)
        half = 60 + 330 * part**1.25
        y = 430 + 470 * part
        left.append((middle - half, y))
        right.append((middle + half, y))
    canvas.gradient(
        430, HEIGHT, (palette.light, mix(ice, palette.light, 0.5), ice), left + right[::-1]
    )
    for part in (0.3, 0.52, 0.7):
        stripe = [(a + (b - a) * part, y) for (a, y), (b, _) in zip(left, right, strict=True)]
        for (x1, y1), (x2, y2) in zip(stripe, stripe[1:], strict=False):
            canvas.line([(x1, y1), (x2, y2)], mix(ice, palette.near, 0.35), 1 + (y1 - 430) / 60)
    for step in range(4, 58, 3):
        (a, y), (b, _) = left[step], right[step]
        sag = 4 + step * 0.42
        points = [(a + (b - a) * k / 12, y + sag * sin(k / 12 * 3.14)) for k in range(13)]
        canvas.line(points, mix(ice, palette.water, 0.8), 0.8 + step * 0.05)


def snow(canvas: Canvas, outline: list[tuple[float, float]], depth: float) -> None:
    """White caps where the ridge stands high, with a ragged lower edge."""
    limit = min(y for _, y in outline) + depth * 2.2
    for (x1, y1), (x2, y2) in zip(outline, outline[1:], strict=False):
        drop1, drop2 = max(limit - y1, 0) * 0.55, max(limit - y2, 0) * 0.55
        ragged = canvas.rng.uniform(0.6, 1)
        canvas.polygon(
            [(x1, y1), (x2, y2), (x2, y2 + drop2 * ragged), (x1, y1 + drop1)], canvas.palette.light
        )


def fields(canvas: Canvas) -> None:
    """Rows running to one point on the horizon, hills behind."""
    palette = canvas.palette
    canvas.sky(420)
    canvas.sun(900, 250, 46)
    canvas.ridge(430, 130, 0.1, 0.9)
    canvas.ridge(450, 70, 0.3, 0.4)
    canvas.gradient(420, HEIGHT, (palette.depth(0.25), palette.depth(0.5), palette.depth(0.8)))
    for row in range(-26, 27):
        near, far = 600 + row * 74, 560 + row * 13
        canvas.polygon(
            [(far - 2, 424), (far + 2, 424), (near + 26, HEIGHT), (near - 26, HEIGHT)],
            mix(palette.depth(0.95), palette.glow, 0.06 if row % 2 else 0.0),
        )
        bolls(canvas, far, near)
    trees(canvas, 424, 30, 0.55)


def bolls(canvas: Canvas, far: float, near: float) -> None:
    """White dots along a row, growing towards the reader."""
    fill = mix(canvas.palette.light, canvas.palette.far, 0.15)
    for step in range(1, 26):
        part = (step / 26) ** 2.2
        x = far + (near - far) * part + canvas.rng.uniform(-9, 9) * part
        y = 424 + (HEIGHT - 424) * part + canvas.rng.uniform(-6, 6) * part
        if -20 < x < WIDTH + 20:
            canvas.disc(x, y, 0.6 + 6.5 * part, fill)


def trees(canvas: Canvas, base: float, count: int, depth: float) -> None:
    """A far line of poplars."""
    for step in range(count):
        x = step * WIDTH / count + canvas.rng.uniform(-12, 12)
        tall = canvas.rng.uniform(18, 46)
        canvas.ellipse(x, base - tall / 2, tall * 0.13, tall / 2, canvas.palette.depth(depth))


def wheat(canvas: Canvas) -> None:
    """A ripe field, ears against the light."""
    palette = canvas.palette
    canvas.sky(480)
    canvas.sun(420, 330, 70)
    canvas.ridge(500, 80, 0.12, 0.9)
    canvas.ridge(515, 45, 0.3, 0.35)
    ripe = mix(palette.far, palette.light, 0.35)
    canvas.gradient(512, HEIGHT, (ripe, palette.far, mix(palette.far, palette.near, 0.55)))
    for layer in range(9):
        part = layer / 8
        shade = mix(mix(ripe, palette.far, part), palette.near, part * 0.55)
        for _ in range(round(210 - 170 * part)):
            y = 520 + 300 * part**1.4 + canvas.rng.uniform(-10, 30)
            ear(canvas, canvas.rng.uniform(-30, WIDTH + 10), y, part, shade)


def ear(canvas: Canvas, x: float, y: float, part: float, shade: tuple[int, int, int]) -> None:
    tall, lean = 16 + 300 * part**1.5, canvas.rng.uniform(4, 14) * (0.4 + 3 * part)
    tone = mix(shade, canvas.palette.light, canvas.rng.uniform(0, 0.28))
    canvas.line(
        [(x, y + tall), (x + lean * 0.3, y + tall * 0.4), (x + lean, y)], tone, 0.7 + 2 * part
    )
    size = 1.2 + 5.4 * part
    for grain in range(6):
        side = size * 0.75 * (1 if grain % 2 else -1)
        canvas.ellipse(
            x + lean * (1 - grain * 0.03) + side,
            y + grain * size * 1.5,
            size * 0.75,
            size * 1.35,
            tone,
        )


def orchard(canvas: Canvas) -> None:
    canvas.sky(430)
    canvas.sun(240, 210, 44)
    snow(canvas, canvas.ridge(440, 300, 0.12, 0.95), 60)
    canvas.ridge(490, 130, 0.32, 0.8)
    ground(canvas, 480)
    for row, (y, size, count) in enumerate(
        ((530, 34, 13), (600, 54, 9), (700, 84, 7), (840, 128, 5))
    ):
        for step in range(count + 1):
            x = (step + 0.5 * (row % 2)) * WIDTH / count + canvas.rng.uniform(-14, 14)
            apple_tree(canvas, x, y, size, 0.55 + row * 0.14)


def apple_tree(canvas: Canvas, x: float, y: float, size: float, depth: float) -> None:
    palette = canvas.palette
    crown = palette.depth(depth)
    trunk = ((-0.07, 0), (0.07, 0), (0.04, -0.7), (-0.04, -0.7))
    canvas.ellipse(x, y + 2, size * 0.8, size * 0.08, palette.depth(min(depth + 0.12, 1)))
    canvas.polygon([(x + dx * size, y + dy * size) for dx, dy in trunk], palette.near)
    leaves = [(canvas.rng.uniform(0, 6.3), canvas.rng.uniform(0.1, 0.5)) for _ in range(16)]
    for lit, shift in ((0.0, 0.0), (0.22, -0.14)):
        for angle, reach in leaves:
            dx, dy = cos(angle) * reach * 1.15 + shift * 0.7, sin(angle) * reach * 0.8 - 1.0 + shift
            canvas.disc(
                x + dx * size,
                y + dy * size,
                size * (0.27 - lit * 0.5),
                mix(crown, palette.far, lit),
            )
    for angle, reach in leaves[:9]:
        dx, dy = cos(angle + 1) * reach * 1.3, sin(angle + 1) * reach * 0.9 - 0.95
        canvas.disc(x + dx * size, y + dy * size, size * 0.055, palette.glow)
