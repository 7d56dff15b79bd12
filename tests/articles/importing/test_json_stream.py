"""Objects out of JSON: every shape of file, and damage that costs no more than itself."""

import json
import tracemalloc
from io import BytesIO
from itertools import chain, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing import encoding, json_window
from articles.importing.json_stream import DEEPEST, Element, elements, members, parsed, raw_elements
from articles.importing.record import Problem, UnreadableArchive
from tests.articles.importing.failing import Failing


def read(text, codec="utf-8", **options):
    data = text if isinstance(text, bytes) else text.encode(codec)
    return list(elements(BytesIO(data), **options))


def objects(found):
    return [each[1] for each in found if not isinstance(each, Problem)]


def problems(found):
    return [(each.place, each.message) for each in found if isinstance(each, Problem)]


A, B, C = {"a": 1, "b": "x"}, {"a": 2, "b": "y"}, {"a": 3, "b": "z"}
LIST = '[{"a": 1, "b": "x"},\n {"a": 2, "b": "y"},\n {"a": 3, "b": "z"}]'
KEYED = LIST.replace("[", "{").replace("]", "}").replace('{"a": ', '"12": {"a": ')
LINES = '{"a": 1, "b": "x"}\n\n{"a": 2, "b": "y"}\r\n{"a": 3, "b": "z"}\n'


@pytest.fixture
def small_chunks(monkeypatch):
    def set_(size):
        monkeypatch.setattr(encoding, "CHUNK", size)
        monkeypatch.setattr(json_window, "CHUNK", size)

    return set_


@pytest.mark.parametrize(
    "text",
    [
        LIST,
        LINES,
        LIST.replace("\n", ""),
        json.dumps([A, B, C], indent=4),
        "\n".join(json.dumps(each, indent=2) for each in (A, B, C)),
        f'{{"articles": {LIST}}}',
        f'{{"version": 1, "Posts": {LIST}, "next": null}}',
        f'{{"data": {{"total": 3, "items": {LIST}}}}}',
        f'{{"items": [], "results": {LIST}}}',
        f'{{"rows":\n[\n{LIST[1:-1]}\n]}}',
        "// a comment\n/* and\nanother */\n" + LIST,
    ],
)
def test_objects_are_found_in_every_shape_of_file(text):
    found = read(text)
    assert objects(found) == [A, B, C]
    assert problems(found) == []


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ['[{"имя": "Поезд идёт"}]', '{"имя": "Поезд идёт"}\n{"b": 2}'])
def test_encodings_are_seen(text, codec):
    assert objects(read(text, codec))[0] == {"имя": "Поезд идёт"}


def test_encoding_can_be_told():
    assert objects(read('{"a": "été"}', "cp1252", encoding="mac_roman"))[0] != {"a": "été"}
    assert objects(read('{"a": "été"}', "mac_roman", encoding="mac_roman")) == [{"a": "été"}]
    with pytest.raises(UnreadableArchive, match="There is no encoding “klingon”"):
        read("{}", encoding="klingon")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\ufeff\n ", []),
        ("[]", []),
        ("{}", [{}]),
        ('{"a": [1, {"b": 2}]}', [{"a": [1, {"b": 2}]}]),
        ('{"data": {"a": 1}}', [{"data": {"a": 1}}]),
        ('{"items": ["x"]}', [{"items": ["x"]}]),
        ('{"items": [{"x": 1}]}\n{"items": []}', [{"items": [{"x": 1}]}, {"items": []}]),
        ('[{"a": 1},,{"a": 2}{"a": 3},]', [{"a": 1}, {"a": 2}, {"a": 3}]),
        ('[{"a": 1}]\n// next table\n[{"a": 2}]', [{"a": 1}, {"a": 2}]),
        ('{"a": "two\nlines\there"}', [{"a": "two\nlines\there"}]),
        ('{"a": 1, "a": 2}', [{"a": 2}]),
        ('{"a": NaN, "b": -Infinity, "c": 1e999}', [{"a": None, "b": None, "c": None}]),
        (r'{"a\u0000": "\ud800x\u0008\uffff", "b": "\ud83d\ude00"}', [{"a": "�x", "b": "😀"}]),
        (r'{"a": ["\u0001", {"b": "\f"}]}', [{"a": ["", {"b": ""}]}]),
    ],
)
def test_odd_files_are_read_as_what_they_say(text, expected):
    found = read(text)
    assert objects(found) == expected
    assert problems(found) == []


def test_tables_of_phpmyadmin_are_entered():
    text = (
        '[\n{"type":"header","version":"5"},\n'
        '{"type":"table","name":"a","data":\n[\n{"id":"1"},\n{"id":"2"}\n]\n}\n'
        ',{"type":"table","name":"b","data":\n[\n{"id":"3"}\n]\n}\n]'
    )
    found = read(text)
    assert [each.get("id") for each in objects(found)] == [None, "1", "2", "3"]
    assert [place for place, _ in found] == ["line 2", "line 5", "line 6", "line 11"]


TALE = {"title": "One", "text": "x"}
OTHER = {"title": "Two", "text": "y"}


@pytest.mark.parametrize(
    ("value", "keys"),
    [
        ({"12": A, "13": B}, ["12", "13"]),
        ({"12": A}, ["12"]),
        ({"-MabcdefghijklmnopQ1": A, "-MabcdefghijklmnopQ2": B}, None),
        ({"5f0c6c4d9b1e8a3f2c7d6e5a": A}, None),
        ({"posts": {"12": A, "13": B}, "total": 2}, ["12", "13"]),
        ({"meta": {"title": "x", "total": 2}, "data": {"posts": {"12": A}}}, ["12"]),
        ({"first-story": TALE, "second": OTHER}, None),
        ({"article": TALE}, None),
        ({"12": A, "total": 2, "next": None, "13": B}, ["12", "13"]),
    ],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_objects_under_their_ids_are_found(value, keys, indent):
    text = json.dumps(value, indent=indent)
    found = list(raw_elements(BytesIO(text.encode())))
    assert [each.key for each in found] == (keys or list(value))
    assert [each.value for each in found][0] in (A, TALE)
    assert [json.loads(each.text) for each in found] == [each.value for each in found]


@pytest.mark.parametrize(
    "value",
    [
        {"standard": {"name": "ninjs", "version": "3"}, "uri": "u", "title": "One"},
        {"author": {"name": "Ann", "title": "Ms"}, "title": "One", "text": "x"},
        {"title": {"name": "One", "rendered": "One"}, "content": {"rendered": "x"}},
    ],
)
def test_object_with_objects_in_it_is_one(value):
    assert objects(read(json.dumps(value))) == [value]


def test_damage_among_objects_under_their_ids_costs_itself():
    text = f'{{"12": {json.dumps(A)},\n"13": {{"a": 2 "b": "y"}},\n"14": {json.dumps(C)}}}'
    first, lost, last = raw_elements(BytesIO(text.encode()))
    assert (first.key, last.key, last.value) == ("12", "14", C)
    assert lost.place == "line 2"
    assert lost.message.startswith("This JSON object can't be read: Expecting ',' delimiter")
    *_, told = raw_elements(BytesIO(text.replace("2 ", "2, ")[:-5].encode()))
    assert "the file ends in the middle of it; get a whole copy" in told.message


@pytest.mark.parametrize("key", "list value content export feed values objects".split())
def test_lists_under_other_words_are_entered_where_their_objects_have_titles(key):
    wrapped = {"code": 0, key: [TALE, OTHER], "next": None}
    assert objects(read(json.dumps(wrapped))) == [TALE, OTHER]
    assert objects(read(json.dumps({"data": wrapped}))) == [TALE, OTHER]
    story = {"title": "One", key: [{"type": "paragraph", "text": "x"}]}
    assert objects(read(json.dumps(story))) == [story]


def test_places_are_lines_and_entries_where_a_line_has_several():
    assert [place for place, _ in read(LIST)] == ["line 1", "line 2", "line 3"]
    assert [place for place, _ in read(LINES)] == ["line 1", "line 3", "line 4"]
    flat = LIST.replace("\n", "")
    assert [place for place, _ in read(flat)] == ["line 1", "line 1, entry 2", "line 1, entry 3"]


# Damage


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("nonsense", "This is no JSON object: it begins with “n”"),
        ('{"a": }', "This JSON object can't be read: Expecting value, at its character 7"),
        ('{"a": "open', "This JSON object can't be read: Expecting ',' delimiter"),
        ('{"a": 1', "This JSON object can't be read: Expecting ',' delimiter"),
        ("[7]", "This is no JSON object: it is a number"),
        ('["x"]', "This is no JSON object: it is a text"),
        ("null", "This is no JSON object: it begins with “n”"),
        (
            f'{{"a": {"[" * 5000}{"]" * 5000}}}',
            f"This JSON object can't be read: it is nested more than {DEEPEST} deep",
        ),
        (
            f'{{"a": {"[" * 150}{"]" * 150}}}',
            f"This JSON object can't be read: it is nested more than {DEEPEST} deep",
        ),
        (
            f'{{"a": {"9" * 5000}}}',
            "This JSON object can't be read: it has a number of thousands of digits",
        ),
    ],
)
def test_bad_line_costs_itself(line, reason):
    found = read('{"a": 1, "b": "x"}\n' + line + '\n{"a": 2, "b": "y"}\n{"a": 3, "b": "z"}\n')
    assert objects(found) == [A, B, C]
    ((place, message),) = problems(found)
    assert place == "line 2"
    assert message.startswith(reason)
    assert message.endswith(". Left out.")


@pytest.mark.parametrize(
    "entry",
    [
        '{"a": 2, "b": "y}',
        '{"a": 2, "b": y"}',
        '{"a": "2, "b": "y"}',
        '{"a": 2 "b": "y"}',
        '{"a": 2, "b": bad}',
        '{"a": 2, "b": [{"a": 5}, {"a": 6}], "c": bad}',
        "bad",
        f'{{"a": {"[" * 5000}, "b": 1}}',
    ],
)
def test_bad_entry_of_a_list_costs_itself(entry):
    found = read(f'[{{"a": 1, "b": "x"}}, {entry}, {{"a": 3, "b": "z"}}]')
    assert objects(found) == [A, C]
    assert [place for place, _ in problems(found)] == ["line 1, entry 2"]


def test_first_entry_may_be_the_bad_one():
    found = read('[{"a": bad, "b": 1},\n{"a": 2, "b": "y"}]')
    assert objects(found) == [B]
    assert [place for place, _ in problems(found)] == ["line 1"]


def test_list_that_can_not_be_read_on_says_that_the_rest_is_missing():
    ((place, message),) = problems(read('[{"a": 1},\n{"a": 2, "b": bad, "c": [1, 2, 3]}]'))
    assert place == "line 2"
    assert message == (
        "The list can't be read on from here: Expecting value, at its character 15. "
        "What came before is complete."
    )


@pytest.mark.parametrize(
    ("text", "count", "sentence"),
    [
        ('[{"a": 1}, {"a": 2, "b": "cut o', 1, "the file ends in the middle of it"),
        ('[{"a": 1}, {"a": 2}', 2, "The file ends before its list does."),
        ('{"posts": [{"a": 1}, {"a":', 1, "the file ends in the middle of it"),
        ('{"a": 1}\n{"a": "cut o', 1, "the file ends in the middle of it"),
        ('{"posts": [', 0, "the file ends in the middle of it"),
    ],
)
def test_cut_file_keeps_what_came_before(text, count, sentence):
    found = read(text)
    assert len(objects(found)) == count
    ((_, message),) = problems(found)
    assert sentence in message


def test_wrong_byte_is_told_once_with_its_line():
    good = json.dumps({"a": "Поезд идёт " * 20}, ensure_ascii=False).encode()
    found = read(good + b'\n{"a": "\xff"}\n{"a": "\xfe"}\n')
    assert objects(found)[1:] == [{"a": "�"}, {"a": "�"}]
    ((place, message),) = problems(found)
    assert place == "line 2"
    assert "mean nothing in utf-8" in message


def test_file_that_can_not_be_read_further_is_told():
    found = list(elements(Failing(LINES.encode())))
    assert objects(found) == [A, B, C]
    assert "can't be read further (the stream ended early)" in problems(found)[0][1]


# Size


@pytest.mark.parametrize("size", [1, 7, 50])
@pytest.mark.parametrize(
    "text",
    [
        LIST,
        LINES,
        f'{{"data": {{"posts": {LIST}}}}}',
        LIST.replace("x", 'x" '),
        LINES + "bad\n",
        KEYED,
    ],
)
def test_result_does_not_depend_on_how_much_is_read_at_once(small_chunks, text, size):
    expected = read(text)
    small_chunks(size)
    assert read(text) == expected
    assert len(expected) >= 3


def test_object_beyond_all_measure_is_left_out_alone(monkeypatch, small_chunks):
    small_chunks(1000)
    monkeypatch.setattr(json_window, "LONGEST_ELEMENT", 4000)
    long = json.dumps({"a": 2, "b": "y" * 20_000})
    for text in (
        f"[{json.dumps(A)}, {long}, {json.dumps(C)}]",
        f"{json.dumps(A)}\n{long}\n{json.dumps(C)}",
    ):
        found = read(text)
        assert objects(found) == [A, C]
        assert "it is longer than" in problems(found)[0][1]


class Endless:
    """A file that is made while it is read."""

    def __init__(self, *parts):
        self.parts = chain(*parts)

    def read(self, size):
        return next(self.parts, b"")


@pytest.mark.parametrize(
    ("start", "between"), [(b"[", b","), (b"", b"\n"), (b'{"v": 1, "posts": [', b",\n")]
)
def test_memory_does_not_grow_with_the_file(small_chunks, start, between):
    small_chunks(1 << 14)
    entry = json.dumps({"id": 1, "body": "word " * 1000}).encode() + between

    def peak(count):
        tracemalloc.start()
        file = Endless([start], repeat(entry, count))
        total = sum(isinstance(found, tuple) for found in elements(file))
        memory = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert total == count
        return memory

    assert peak(1500) - peak(300) < 100_000


def test_blanks_without_end_are_passed_over(small_chunks):
    small_chunks(1000)
    file = Endless(
        [b"["], repeat(b" " * 1000, 500), [b'{"a": 1}'], repeat(b"\n" * 1000, 500), [b"]"]
    )
    tracemalloc.start()
    assert objects(elements(file)) == [{"a": 1}]
    assert tracemalloc.get_traced_memory()[1] < 250_000
    tracemalloc.stop()


# The ways in


def test_raw_elements_keep_the_text_of_the_file():
    (found,) = raw_elements(BytesIO(b'[ {"a" : 1} ]'))
    assert found == Element("line 1", '{"a" : 1}', {"a": 1})
    assert parsed(found.text, "line 1") == {"a": 1}
    assert parsed("[1]", "line 9") == Problem(
        "line 9", "This is no JSON object: it is a list. Left out."
    )
    assert isinstance(parsed("{", "line 9"), Problem)


def test_members_are_found_where_they_stand():
    text = json.dumps(
        {"db": [{"meta": {"posts": [9]}, "data": {"posts": [A], "x": 1, "tags": [B]}}]}
    )
    found = list(
        members(BytesIO(text.encode()), frozenset(["posts", "tags"]), frozenset(["db", "data"]))
    )
    assert [(name, element.value) for name, element in found] == [("posts", A), ("tags", B)]


def test_members_tell_where_a_file_ends():
    found = list(
        members(
            BytesIO(b'{"data": {"posts": [{"a": 1}], "x": '),
            frozenset(["posts"]),
            frozenset(["data"]),
        )
    )
    assert [type(each) for each in found] == [tuple, Problem]


_REAL = [
    LIST,
    LINES,
    f'{{"v": 1, "posts": {LIST}}}',
    json.dumps([A, B, C], indent=1),
    KEYED,
    f'{{"posts": {KEYED}, "n": 1}}',
]


@given(st.binary(max_size=200))
def test_arbitrary_bytes_raise_nothing(data):
    list(elements(BytesIO(data)))


@given(
    st.sampled_from(_REAL),
    st.lists(st.tuples(st.integers(0, 200), st.sampled_from('"{}[],:\\ \nx\x00')), max_size=4),
)
def test_mutilated_files_raise_nothing_and_depend_on_no_chunk(text, changes):
    for place, sign in changes:
        place %= len(text)
        text = text[:place] + sign + text[place + len(changes) % 2 :]
    expected = read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoding, "CHUNK", 9)
        patch.setattr(json_window, "CHUNK", 9)
        assert read(text) == expected
