"""WordPress exports for tests, written by this project."""

from io import BytesIO
from xml.sax.saxutils import escape

from articles.importing.format import records
from articles.importing.wordpress.wxr import WXR
from tests.articles.importing.found import problems_of, stories_of

AUTHORS = (
    "<wp:author><wp:author_id>2</wp:author_id><wp:author_login><![CDATA[aizada]]></wp:author_login>"
    "<wp:author_email>a@old.example</wp:author_email>"
    "<wp:author_display_name><![CDATA[Aizada Bekova]]></wp:author_display_name></wp:author>"
)


def cdata(text):
    return f"<![CDATA[{text}]]>"


def item(number=1, extra="", **fields):
    """One `<item>`; a field given as None is left out, `extra` is put in as it is."""
    values = {
        "title": f"Story {number}",
        "link": f"https://old.example/2019/05/story-{number}/",
        "pubDate": "Wed, 01 May 2019 06:00:00 +0000",
        "dc:creator": cdata("aizada"),
        "guid": f"https://old.example/?p={number}",
        "description": "",
        "content:encoded": cdata(f"<!-- wp:paragraph --><p>Text of story {number}.</p>"),
        "excerpt:encoded": cdata(""),
        "wp:post_id": str(number),
        "wp:post_date": "2019-05-01 12:00:00",
        "wp:post_date_gmt": "2019-05-01 06:00:00",
        "wp:post_name": f"story-{number}",
        "wp:status": "publish",
        "wp:post_type": "post",
        "wp:post_password": "",
    } | {name.replace("__", ":"): value for name, value in fields.items()}
    inner = "".join(f"<{k}>{v}</{k}>" for k, v in values.items() if v is not None)
    return f"<item>{inner}{extra}</item>\n"


def export(*items, version="1.2", head=AUTHORS, site="https://old.example", footer=True):
    """A whole export as text; `version` "" leaves the version out."""
    number = version or "1.2"
    told = f"<wp:wxr_version>{version}</wp:wxr_version>" if version else ""
    address = f"<wp:base_blog_url>{escape(site)}</wp:base_blog_url>" if site else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" ?>\n'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        f' xmlns:excerpt="http://wordpress.org/export/{number}/excerpt/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:wp="http://wordpress.org/export/{number}/">\n'
        f"<channel>\n<title>Old Site</title><language>en-US</language>{told}{address}{head}\n"
        + "".join(items)
        + ("</channel>\n</rss>\n" if footer else "")
    )


def read(text, encoding="utf-8"):
    data = text if isinstance(text, bytes) else text.encode(encoding)
    return list(records(WXR, BytesIO(data)))


def story(**fields):
    """The only story of an export with one item, and the problems told of it."""
    records = read(export(item(**fields)))
    (found,) = stories_of(records)
    return found, [problem.message for problem in problems_of(records)]
