"""Birds on a lake and saiga on the steppe."""

from math import sin

from newsroom.demo.scenes.canvas import Canvas, mix
from newsroom.demo.scenes.land import grass, ground
from newsroom.demo.scenes.river import water


def birds(canvas: Canvas) -> None:
    """A skein of cranes over reeds."""
    palette = canvas.palette
    canvas.sky(560)
    canvas.sun(420, 380, 84)
    canvas.ridge(560, 110, 0.1, 0.9)
    water(canvas, 556, 420)
    for k in range(13):
        side = -1 if k % 2 else 1
        place = (k + 1) // 2
        crane_bird(
            canvas,
            760 - place * 62 + side * 12,
            220 + side * place * 30 + place * 14,
            36 + 1.5 * place,
            k,
        )
    for _ in range(150):
        x = canvas.rng.choice((canvas.rng.uniform(-20, 330), canvas.rng.uniform(860, 1220)))
        tall = canvas.rng.uniform(90, 300) * (0.6 + abs(x - 600) / 900)
        lean = canvas.rng.uniform(-24, 34)
        tone = mix(palette.near, palette.far, canvas.rng.uniform(0, 0.35))
        canvas.line(
            [(x, 910), (x + lean * 0.3, 910 - tall * 0.6), (x + lean, 910 - tall)], tone, 2.6
        )
        if canvas.rng.random() < 0.35:
            canvas.ellipse(x + lean, 900 - tall, 5, 24, tone)


def crane_bird(canvas: Canvas, x: float, y: float, size: float, beat: int) -> None:
    tone = canvas.palette.depth(0.95)
    lift = sin(beat * 1.7) * 0.5
    canvas.line(
        [(x - size * 0.7, y + size * 0.08), (x, y), (x + size * 0.9, y - size * 0.06)],
        tone,
        size * 0.09,
    )
    canvas.ellipse(x, y, size * 0.3, size * 0.1, tone)
    for side, reach in ((-1, 0.9), (1, 0.72)):
        tip = (
            x - size * 0.2 + side * size * 0.22,
            y - size * (0.55 + lift * 0.5) * reach * (1 if side < 0 else 0.8),
        )
        canvas.polygon(
            [
                (x - size * 0.18, y),
                (x + size * 0.2, y),
                (tip[0] + size * 0.1, tip[1]),
                (tip[0] - size * 0.22, tip[1] - size * 0.1),
            ],
            tone,
        )


def saiga(canvas: Canvas) -> None:
    """A herd of saiga crossing in front of a low sun."""
    canvas.sky(620)
    canvas.sun(700, 440, 100)
    canvas.ridge(630, 70, 0.15, 0.4)
    ground(canvas, 620)
    for k in range(9):
        antelope(
            canvas,
            130 + k * 122 + canvas.rng.uniform(-20, 20),
            668 + canvas.rng.uniform(-10, 14),
            50,
            0.55,
        )
    for k in range(4):
        antelope(
            canvas,
            210 + k * 260 + canvas.rng.uniform(-30, 30),
            790 + canvas.rng.uniform(-14, 20),
            118,
            0.95,
        )
    grass(canvas, 700, 300)


BODY = (
    (-0.56, 0.7), (-0.5, 0.84), (-0.3, 0.9), (-0.05, 0.86), (0.2, 0.88), (0.4, 0.98), (0.56, 1.1),
    (0.68, 1.2), (0.82, 1.18), (0.94, 1.06), (1.02, 0.92), (1.01, 0.84), (0.92, 0.82), (0.8, 0.92),
    (0.7, 0.94), (0.6, 0.76), (0.5, 0.58), (0.3, 0.48), (0.0, 0.45), (-0.3, 0.47), (-0.48, 0.52),
)  # fmt: skip
EAR = ((0.66, 1.16), (0.54, 1.24), (0.7, 1.22))
HORNS = (((0.76, 1.18), (0.72, 1.36), (0.8, 1.52)), ((0.8, 1.18), (0.79, 1.35), (0.88, 1.5)))
LEGS = ((-0.46, -0.16), (-0.38, 0.12), (0.36, -0.12), (0.46, 0.18))


def antelope(canvas: Canvas, x: float, base: float, size: float, depth: float) -> None:
    """Barrel body, thin legs, the heavy nose and, on half of them, horns."""
    tone = canvas.palette.depth(depth)
    stride = canvas.rng.uniform(0.4, 1)

    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + dx * size, base - dy * size

    shadow = canvas.palette.depth(min(1, depth + 0.1))
    canvas.ellipse(x, base + size * 0.02, size * 0.62, size * 0.05, shadow)
    for dx, swing in LEGS:
        knee, hoof = at(dx + swing * stride * 0.4, 0.28), at(dx + swing * stride, 0)
        thigh = [
            at(dx - 0.09, 0.62),
            at(dx + 0.1, 0.62),
            (knee[0] + size * 0.03, knee[1]),
            (knee[0] - size * 0.03, knee[1]),
        ]
        canvas.polygon(thigh, tone)
        canvas.line([knee, hoof], tone, size * 0.055)
    for shape in (BODY, EAR):
        canvas.polygon([at(*point) for point in shape], tone)
    if canvas.rng.random() < 0.6:
        for horn in HORNS:
            canvas.line([at(*point) for point in horn], tone, size * 0.04)
    canvas.line([at(-0.53, 0.76), at(-0.62, 0.62)], tone, size * 0.05)
