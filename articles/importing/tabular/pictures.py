"""The pictures of a row: the columns that have them, and those that say something of them."""

from dataclasses import replace

from articles.importing.record import Picture
from articles.importing.tabular.cells import line_of, pictures_of
from articles.importing.tabular.row import Row, first_list


def pictures_in(row: Row) -> tuple[Picture | None, tuple[Picture, ...]]:
    """Return the lead image with what other columns say of it, and the pictures after it."""
    first, *others = _captioned(row, first_list(row, "lead_image", pictures_of)) or [None]
    if first:
        first = Picture(
            first.address,
            first.alt or row.line("lead_image_alt"),
            first.caption or ("" if others else row.line("lead_image_caption")),
            first.credit or row.line("lead_image_credit"),
        )
    gallery = [picture for value in row.all("pictures") for picture in pictures_of(value)]
    return first, tuple(dict.fromkeys([*others, *gallery]))


def _captioned(row, pictures):
    """Pictures with the captions that stand in one cell as they do, one for each."""
    captions = [line_of(part) for part in row.text("lead_image_caption").split("|")]
    if len(pictures) < 2 or len(captions) not in (1, len(pictures)):
        return pictures
    told = [*captions, *[""] * len(pictures)]
    return [
        replace(picture, caption=picture.caption or caption)
        for picture, caption in zip(pictures, told, strict=False)
    ]
