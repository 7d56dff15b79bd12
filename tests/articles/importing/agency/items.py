"""Items of invented agencies for tests, written by this project."""

import json
from io import BytesIO

from articles.importing.agency.newsml_1 import NEWSML_1
from articles.importing.agency.newsml_g2 import NEWSML_G2
from articles.importing.agency.ninjs import NINJS
from articles.importing.agency.nitf import NITF
from articles.importing.format import Format, Opening, Options, records
from tests.articles.importing.found import problems_of, stories_of

FORMATS = (NINJS, NEWSML_G2, NEWSML_1, NITF)
NAR = "http://iptc.org/std/nar/2006-10-01/"
XHTML = "http://www.w3.org/1999/xhtml"


def read(format_: Format, data, encoding="utf-8", **options):
    if not isinstance(data, bytes):
        data = (data if isinstance(data, str) else json.dumps(data)).encode(encoding)
    return list(records(format_, BytesIO(data), Options(**options)))


def only(format_, data):
    """The only story of a file, and the messages told of it."""
    found = read(format_, data)
    (story,) = stories_of(found)
    return story, [problem.message for problem in problems_of(found)]


def opening(text, element="", namespace=""):
    return Opening(text.encode(), text, element, namespace)


def ninjs(**values):
    """A ninjs item; a value given as None is left out."""
    item = {
        "uri": "urn:newsml:wire.example:1",
        "type": "text",
        "pubstatus": "usable",
        "version": "3",
        "versioncreated": "2024-03-02T10:00:00+05:00",
        "firstcreated": "2024-03-01T10:00:00+05:00",
        "headline": "Train to Osh",
        "body_html": "<p>A new train.</p>",
    } | values
    return {name: value for name, value in item.items() if value is not None}


def g2(
    *,
    guid="urn:newsml:wire.example:20240301:1",
    item_class="ninat:text",
    status="stat:usable",
    meta="",
    about="<headline>Train to Osh</headline>",
    content="<p>A new train.</p>",
    rights="",
    extra="",
    attributes='version="3" xml:lang="en"',
    tag="newsItem",
):
    """A NewsML-G2 item; `content` is XHTML, or an element of contentSet by itself."""
    if not content.startswith(("<inline", "<remote")):
        content = (
            '<inlineXML contenttype="application/xhtml+xml">'
            f'<html xmlns="{XHTML}"><head><title>t</title></head><body>{content}</body></html>'
            "</inlineXML>"
        )
    return (
        f'<{tag} xmlns="{NAR}" guid="{guid}" standard="NewsML-G2" {attributes}>\n'
        f"<rightsInfo>{rights}</rightsInfo>"
        f'<itemMeta><itemClass qcode="{item_class}"/>'
        "<versionCreated>2024-03-02T10:00:00+05:00</versionCreated>"
        "<firstCreated>2024-03-01T10:00:00+05:00</firstCreated>"
        f'<pubStatus qcode="{status}"/>{meta}</itemMeta>'
        f"<contentMeta>{about}</contentMeta>{extra}<contentSet>{content}</contentSet></{tag}>\n"
    )


def message(*items):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<newsMessage xmlns="{NAR}">'
        f"<header><sent>2024-03-02T10:00:00Z</sent></header>\n<itemSet>\n"
        f"{''.join(items)}</itemSet></newsMessage>"
    )


def nitf(
    content="<p>A new train.</p>",
    *,
    head="",
    body_head="<hedline><hl1>Train to Osh</hl1></hedline>",
    docdata='<doc-id id-string="w1"/><date.issue norm="20240301T100000+0500"/>',
    data_attributes="",
    end="",
    attributes="",
):
    """An NITF document."""
    return (
        f"<nitf {attributes}><head>{head}<docdata {data_attributes}>{docdata}</docdata></head>"
        f"<body><body.head>{body_head}</body.head>"
        f"<body.content>{content}</body.content><body.end>{end}</body.end></body></nitf>\n"
    )


def component(inner, role="", kind="Text", lines=""):
    role = f'<Role FormalName="{role}"/>' if role else ""
    return (
        f"<NewsComponent>{role}<NewsLines>{lines}</NewsLines><ContentItem>"
        f'<MediaType FormalName="{kind}"/>{inner}</ContentItem></NewsComponent>'
    )


def newsml_1(
    *components,
    lines="<HeadLine>Train to Osh</HeadLine>",
    management="",
    status="Usable",
    metadata="",
    rights="",
    revision="2",
):
    """A NewsML 1 item; without components, one with a text."""
    inner = "".join(components) or component("<DataContent><p>A new train.</p></DataContent>")
    return (
        '<NewsItem xml:lang="en"><Identification><NewsIdentifier>'
        "<ProviderId>wire.example</ProviderId><DateId>20240301</DateId>"
        f"<NewsItemId>T1</NewsItemId><RevisionId>{revision}</RevisionId>"
        f"<PublicIdentifier>urn:newsml:wire.example:20240301:T1:{revision}</PublicIdentifier>"
        "</NewsIdentifier></Identification><NewsManagement>"
        '<NewsItemType FormalName="News"/><FirstCreated>20240301T100000+0500</FirstCreated>'
        "<ThisRevisionCreated>20240302T100000+0500</ThisRevisionCreated>"
        f'<Status FormalName="{status}"/>{management}</NewsManagement>'
        f"<NewsComponent><NewsLines>{lines}</NewsLines>{rights}{metadata}{inner}</NewsComponent>"
        "</NewsItem>\n"
    )


def newsml(*items):
    return (
        f'<?xml version="1.0"?>\n<NewsML Version="1.2"><NewsEnvelope/>\n{"".join(items)}</NewsML>'
    )
