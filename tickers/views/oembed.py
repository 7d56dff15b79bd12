"""What oEmbed (https://oembed.com, section 2.3) tells of the pages that can be embedded."""

import re
from io import StringIO
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.http.request import split_domain_port, validate_host
from django.utils.xmlutils import SimplerXMLGenerator

from tickers import embedding
from tickers.addresses import NothingThere, Refusal
from tickers.views.answers import MINUTE, as_json, for_programs
from tickers.views.embeds import line_of, ticker_of

PARAMETERS = ("url", "format", "maxwidth", "maxheight")
_NUMBER = re.compile(r"[0-9]{1,6}")


class UnknownFormat(Refusal):
    #: As the specification wants it.
    status = 501


@for_programs
def oembed(request):
    """How to show the page at `url` in a frame no larger than `maxwidth` by `maxheight`."""
    form = request.GET.get("format") or "json"
    if form not in FORMATS:
        raise UnknownFormat(f"“{form}” is no format of oEmbed. Known are json and xml.")
    sizes = [_size(request, name) for name in ("maxwidth", "maxheight")]
    embed = _embed_of(request, request.GET.get("url", "").strip())
    width, height = (
        min(filter(None, it)) for it in zip((embed.width, embed.height), sizes, strict=True)
    )
    root = request.build_absolute_uri("/").removesuffix("/")
    return FORMATS[form](
        {
            "version": "1.0",
            "type": "rich",
            "title": embed.title,
            "provider_name": settings.SITE_NAME,
            "provider_url": f"{root}/",
            "cache_age": MINUTE,
            "html": embedding.frame(embed, root, width, height),
            "width": width,
            "height": height,
        }
    )


def _size(request, name):
    text = request.GET.get(name)
    if not text:
        return None
    if not (_NUMBER.fullmatch(text) and int(text)):
        raise Refusal(f"“{text}” is no size for “{name}”. Give a number of pixels like 400.")
    return int(text)


def _embed_of(request, url):
    if not url:
        raise Refusal("“url” is missing. Give the address of a page of this site.")
    path = _path_on_this_site(request, url)
    for pattern, embed in _PAGES:
        if path and (match := pattern.fullmatch(path)):
            return embed(*match.groups())
    raise NothingThere(f"There is nothing to embed at “{url}”.")


def _path_on_this_site(request, url):
    """Return the path of an address of this site, else None."""
    try:
        parts = urlsplit(url)
        host, _ = split_domain_port(parts.netloc)
    except ValueError:
        return None
    others = (other for other in settings.ALLOWED_HOSTS if other != "*")
    ours = [split_domain_port(request.get_host())[0], *others]
    is_ours = parts.scheme in ("http", "https") and host and validate_host(host, ours)
    return unquote(parts.path) if is_ours else None


def _pair(text):
    return embedding.of_pair(line_of(text).rate)


def _ticker(slug):
    return embedding.of_ticker(*ticker_of(slug))


_PAGES = (
    (re.compile(r"/(?:markets/convert|embed/converter)/?"), embedding.of_converter),
    (re.compile(r"/(?:markets|embed/pair)/([a-zA-Z]+-[a-zA-Z]+)/?"), _pair),
    (re.compile(r"/embed/ticker/([-\w]+)/?", re.ASCII), _ticker),
)


def _xml(facts):
    file = StringIO()
    xml = SimplerXMLGenerator(file, "utf-8")
    xml.startDocument()
    xml.startElement("oembed", {})
    for name, value in facts.items():
        text = "".join(character for character in str(value) if character.isprintable())
        xml.addQuickElement(name, text)
    xml.endElement("oembed")
    xml.endDocument()
    return HttpResponse(file.getvalue(), "text/xml; charset=utf-8")


FORMATS = {"json": as_json, "xml": _xml}
