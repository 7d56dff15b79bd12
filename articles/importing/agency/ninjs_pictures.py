"""The pictures of a ninjs item: those that go with it and don't stand in its text."""

from articles.importing.agency.ninjs_values import Object, line
from articles.importing.agency.pictures import attachment, is_picture_file, pixels, reference
from articles.importing.agency.prose import plain
from articles.importing.record import Attachment, Picture

_LEADS = ("featuremedia", "featureimage", "featured", "featuredimage", "mainpic", "main", "lead")
_LEADS += ("mainimage", "leadimage", "hero", "featured_image", "feature_image", "lead_image")
_KINDS = ("picture", "graphic", "image", "photo")
_NO_PICTURES = ("logo",)


def pictures_of(item: Object, body: str) -> list[Picture]:
    """Return the pictures that an item is associated with, the leading one first."""
    found = []
    for name, association in item.named_objects("associations"):
        kind = line(association["type"]).lower()
        if kind in _KINDS and name.lower() not in _NO_PICTURES:
            picture = _picture(association)
            if picture and not _stands_in(body, association):
                found.append((name.lower() not in _LEADS, picture))
    return [picture for _, picture in sorted(found, key=lambda entry: entry[0])]


def attachment_of(item: Object, place: str) -> Attachment | None:
    """Return what a picture item tells to the text items that name it by its id alone."""
    identifier, picture = _identifier(item), _picture(item)
    if not (identifier and picture) or picture.address == reference(identifier):
        return None
    return attachment(identifier, picture, place)


def _stands_in(body, association):
    return any(address in body for address in _addresses(association))


def _addresses(association):
    """Where the picture is to be had, as it would be written in HTML."""
    hrefs = [line(rendition["href"]) for _, rendition in association.named_objects("renditions")]
    return [href.replace("&", "&amp;") for href in hrefs if href]


def _picture(association):
    renditions = [found for _, found in association.named_objects("renditions")]
    shown = [found for found in renditions if line(found["href"]) and _is_picture(found)]
    best = max(shown, key=_size, default=None)
    address = line(best["href"]) if best else _identifier(association)
    if not address:
        return None
    if best is None and not is_picture_file(address):
        address = reference(address)
    descriptions = [text for _, _, text in association.by_role("description")]
    headlines = [text for _, _, text in association.by_role("headline")]
    bodies = [text for role, _, text in association.by_role("body") if role == "text"]
    credit = line(association["byline"]) or line(association["by"])
    return Picture(
        address,
        # Superdesk keeps the alternative text there.
        alt=_first(bodies) or _first(headlines),
        caption=_first(descriptions) or _first(headlines),
        credit=credit or line(association["copyrightholder"]),
    )


def _identifier(item):
    return line(item["uri"]) or line(item["guid"])


def _first(texts):
    return next(filter(None, map(plain, texts)), "")


def _is_picture(rendition):
    kind = line(rendition["mimetype"] or rendition["contenttype"])
    return not kind or kind.startswith("image/")


def _size(rendition):
    """Its width; one with the agency's mark across it counts for nothing."""
    width = line(rendition["width"])
    is_marked = "watermark" in line(rendition["href"]).lower()
    return 0 if is_marked else pixels(width)
