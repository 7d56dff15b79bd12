"""Pictures of stories: kept by their addresses, and found by the numbers that sources give them."""

import pytest

from articles.importing.record import (
    ATTACHMENT,
    FRAGMENT,
    UPLOADED,
    Attachment,
    Fragment,
    Picture,
)
from articles.models import Article, PictureReference
from tests.articles.importing.writer.jobs import file_of, numbers, run, write
from tests.articles.importing.writer.records import record

pytestmark = pytest.mark.django_db

LIBRARY = (
    Attachment("7", Picture("https://old.example/7.jpg", "A lake", "Issyk-Kul", "Ann"), "line 1"),
    Attachment("8", Picture("https://old.example/8.jpg?a=1&b=2"), "line 2"),
)
NUMBERED = record(
    lead_image=Picture(ATTACHMENT + "7", caption="Its own words"),
    pictures=(Picture(ATTACHMENT + "8"), Picture("https://old.example/9.jpg")),
    body=f'<p>Text.</p><figure><img src="{ATTACHMENT}8" alt="B"></figure>',
)


def references():
    return [
        (row.role, row.position, row.address, row.alt, row.caption, row.credit)
        for row in PictureReference.objects.order_by("-role", "position")
    ]


RESOLVED = [
    ("lead", 0, "https://old.example/7.jpg", "A lake", "Its own words", "Ann"),
    ("gallery", 0, "https://old.example/8.jpg?a=1&b=2", "", "", ""),
    ("gallery", 1, "https://old.example/9.jpg", "", "", ""),
]


def test_pictures_are_kept_in_their_order():
    pictures = tuple(Picture(f"https://old.example/{n}.jpg", f"Alt {n}") for n in range(3))
    write(record(lead_image=Picture("https://old.example/l.jpg"), pictures=pictures))
    assert [row[:3] for row in references()] == [
        ("lead", 0, "https://old.example/l.jpg"),
        *(("gallery", n, f"https://old.example/{n}.jpg") for n in range(3)),
    ]


@pytest.mark.parametrize("order", ["before", "after", "file before", "file after", "job before"])
def test_number_means_the_file_of_the_same_source_wherever_it_stands(order):
    match order:
        case "before":
            write(*LIBRARY, NUMBERED)
        case "after":
            write(NUMBERED, *LIBRARY)
        case "file before":
            run(file_of(*LIBRARY), file_of(NUMBERED))
        case "file after":
            run(file_of(NUMBERED), file_of(*LIBRARY))
        case "job before":
            write(*LIBRARY)
            write(NUMBERED)
    assert references() == RESOLVED
    body = Article.objects.get().body
    assert 'src="https://old.example/8.jpg?a=1&amp;b=2"' in body
    assert ATTACHMENT not in body


def test_library_that_comes_in_a_later_import_is_found():
    write(NUMBERED)
    write(*LIBRARY)
    write(NUMBERED)
    assert [row for row in references() if row[0] == "lead"] == RESOLVED[:1]


def test_number_of_another_source_means_nothing():
    write(*LIBRARY, source="other.example")
    write(NUMBERED)
    shown = [row for row in references() if not row[2].startswith(ATTACHMENT)]
    assert [row[2] for row in shown] == ["https://old.example/9.jpg"]


def test_number_that_nobody_knows_leaves_nothing_in_the_text():
    write(NUMBERED)
    article = Article.objects.get()
    assert "img" not in article.body
    assert "figure" not in article.body
    assert article.is_public


def test_story_of_an_unknown_picture_alone_is_no_story():
    """Or a page without a word would be public."""
    write(record(body=f'<p><img src="{ATTACHMENT}99" alt=""></p>'))
    assert not Article.objects.get().is_public


def test_attachments_are_counted_and_no_stories():
    totals, problems = write(*LIBRARY, record())
    assert (numbers(totals), problems) == ([1, 0, 0, 0, 0], [])
    assert totals.sentence().endswith("skipped: 2 attachments")


def test_changed_story_has_its_new_pictures_alone():
    write(record(pictures=(Picture("https://old.example/a.jpg"),)))
    write(record(pictures=(Picture("https://old.example/b.jpg"),)))
    assert [row[2] for row in references()] == ["https://old.example/b.jpg"]


def test_long_texts_of_pictures_are_cut():
    write(record(lead_image=Picture("https://old.example/a.jpg", *("x" * 900 for _ in range(3)))))
    assert [len(text) for text in references()[0][3:]] == [300, 500, 200]


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"])
def test_picture_that_no_database_takes_costs_no_story(text):
    totals, _ = write(record(1, lead_image=Picture(f"https://old.example/{text}", text)), record(2))
    assert numbers(totals) == [2, 0, 0, 0, 0]


# What is shown like a picture, and is several of them, or a text


def showing(number):
    return record(body=f'<p>Text.</p><figure><img src="{ATTACHMENT}{number}" alt=""></figure>')


@pytest.mark.parametrize("order", ["before", "after"])
def test_pictures_that_were_uploaded_to_a_story_are_shown_in_it(order):
    uploaded = [
        Attachment(
            "7", Picture("https://old.example/7.jpg", "A lake", "Issyk-Kul", "Ann"), "a", "3"
        ),
        Attachment("8", Picture("https://old.example/8.jpg"), "b", "3"),
        Attachment("9", Picture("https://old.example/9.jpg"), "c", "4"),
    ]
    gallery = showing(f"{UPLOADED}3")
    write(*([gallery, *uploaded] if order == "after" else [*uploaded, gallery]))
    assert Article.objects.get().body == (
        '<p>Text.</p><figure><img src="https://old.example/7.jpg" alt="A lake">'
        "<figcaption>Issyk-Kul (Ann)</figcaption></figure>"
        '<figure><img src="https://old.example/8.jpg" alt=""></figure>'
    )


def test_fragment_is_shown_searched_and_leads_to_stories():
    fragment = Fragment("7", '<p>Shared <a href="https://old.example/b/">words</a>.</p>', "a")
    other = record(2, paths=("https://old.example/b/",))
    write(showing(f"{FRAGMENT}7"), fragment, other)
    story = Article.objects.get(headline="Story 1")
    assert story.body_text == "Text.\nShared words."
    assert f'href="{Article.objects.get(headline="Story 2").get_absolute_url()}"' in story.body


def test_fragment_may_hold_another_and_never_itself_for_ever():
    inner = Fragment("8", f'<p>Inner.</p><figure><img src="{ATTACHMENT}{FRAGMENT}8"></figure>', "b")
    outer = Fragment("7", f'<p>Outer.</p><figure><img src="{ATTACHMENT}{FRAGMENT}8"></figure>', "a")
    write(outer, inner, showing(f"{FRAGMENT}7"))
    body = Article.objects.get().body
    assert body.startswith("<p>Text.</p><p>Outer.</p><p>Inner.</p>")
    assert ATTACHMENT not in body


@pytest.mark.parametrize(
    ("number", "what"), [(f"{FRAGMENT}7", "reusable block 7"), (f"{UPLOADED}7", "gallery")]
)
def test_what_no_archive_has_is_told(number, what):
    _, messages = write(showing(number))
    assert messages == [f"The {what} of this story is not in the archive, and was left out."]
    assert Article.objects.get().body == "<p>Text.</p>"
    assert not PictureReference.objects.exists()
