"""Pictures of stories: kept by their addresses, and found by the numbers that sources give them."""

import pytest

from articles.importing.record import ATTACHMENT, Attachment, Picture
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
