"""What other sites may show in frames of theirs: its address, its name, and how large it is."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html

from tickers.addresses import pair_address

WIDTH = 360
PICTURE_HEIGHT = 132
#: As high with a second line as without: frames keep the height that they were given.
_ROW = 37
THEMES = ("light", "dark", "auto")


@dataclass(frozen=True)
class Embed:
    """A page made for frames; `page` is the path that it links back to, `height` what it needs
    at `WIDTH`, in pixels of a page that is not zoomed."""

    title: str
    path: str
    page: str
    height: int
    width: int = WIDTH


def of_pair(rate):
    """Return the Embed of a PairRate's pair."""
    name = f"{rate.base}-{rate.quote}".lower()
    path = reverse("tickers:embed-pair", args=[name])
    return Embed(rate.name, path, pair_address(rate.base, rate.quote), 194)


def of_ticker(ticker, strip):
    """Return the Embed of a Ticker with its Strip."""
    path = reverse("tickers:embed-ticker", args=[ticker.slug])
    # Its sources may take two lines.
    return Embed(ticker.name, path, "/markets/", 152 + _ROW * len(strip.rates))


def of_converter():
    path = reverse("tickers:embed-converter")
    return Embed("Currency converter", path, "/markets/convert/", 420)


def frame(embed, root, width=None, height=None):
    """Return the HTML of a frame with an Embed of the site at `root`, `https://www.example.org`."""
    # The attribute is old, but what cleans others' HTML lets it through, and no style.
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" frameborder="0" loading="lazy">'
        "</iframe>",
        root + embed.path,
        f"{embed.title}: exchange rates",
        width or embed.width,
        height or embed.height,
    )


def picture(rate, root):
    """Return HTML that shows the rate of a PairRate's pair where no frame may be: a picture, in
    light and dark as the reader's system is, that leads to its page."""
    name = f"{rate.base}-{rate.quote}".lower()
    return format_html(
        '<a href="{}"><picture><source media="(prefers-color-scheme: dark)" srcset="{}?theme=dark">'
        '<img src="{}" alt="{}: exchange rate" width="{}" height="{}"></picture></a>',
        root + pair_address(rate.base, rate.quote),
        *[root + reverse("tickers:embed-pair-svg", args=[name])] * 2,
        rate.name,
        WIDTH,
        PICTURE_HEIGHT,
    )
