"""The files that a path names: in folders, by patterns, from standard input, in packed files."""

import errno
import gzip
import hashlib
import io
import os
import sys
import tempfile
import zipfile
import zlib

import pytest

from articles.importing import archive
from articles.importing.archive import Entry, entries, files_in
from articles.importing.record import UnreadableArchive


def found(path):
    """What `path` names: the contents by their names, and the sentences about the others."""
    contents, refused = {}, {}
    for entry in entries(str(path)):
        if isinstance(entry, Entry):
            with entry.open() as stream:
                contents[entry.name.removeprefix(f"{path}").lstrip("/")] = stream.read()
        else:
            refused[entry[0].removeprefix(f"{path}").lstrip("/")] = str(entry[1])
    return contents, refused


def zipped(members, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return file.getvalue()


@pytest.fixture
def file_with(tmp_path):
    def make(data, name="archive"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return make


# Paths


def test_files_are_found_in_folders_and_by_pattern(tmp_path):
    for name in ("b.xml", "a.xml", ".hidden", "sub/c.txt", ".git/d.txt", "sub/Thumbs.db"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    names = [str(path.relative_to(tmp_path)) for path in files_in(str(tmp_path))]
    assert names == ["a.xml", "b.xml", "sub/c.txt"]
    assert [path.name for path in files_in(f"{tmp_path}/*.xml")] == ["a.xml", "b.xml"]
    assert [path.name for path in files_in(f"{tmp_path}/**/*.txt")] == ["c.txt"]
    assert [path.name for path in files_in(str(tmp_path / "b.xml"))] == ["b.xml"]
    assert [path.name for path in files_in(str(tmp_path / ".hidden"))] == [".hidden"]


def test_pattern_is_followed_from_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "[odd] name.txt").write_text("x")
    assert [path.name for path in files_in("[[]odd*")] == ["[odd] name.txt"]
    assert [path.name for path in files_in("[odd] name.txt")] == ["[odd] name.txt"]


@pytest.mark.parametrize("name", ["missing.xml", "*.none", "empty"])
def test_path_without_a_file_is_told(tmp_path, name):
    (tmp_path / "empty" / "deeper").mkdir(parents=True)
    (tmp_path / "folder.none").mkdir()
    with pytest.raises(UnreadableArchive, match="There is no file"):
        files_in(str(tmp_path / name))


@pytest.mark.parametrize("target", ["nowhere", "link"])
def test_link_to_nothing_is_told_wherever_it_lies(tmp_path, file_with, target):
    """It may be a disk that is not mounted: its stories must not be missing in silence."""
    file_with(b"x", "a.csv")
    link = tmp_path / "link"
    link.symlink_to(tmp_path / target)
    with pytest.raises(UnreadableArchive, match=f"is a link to .*{target}, where nothing is"):
        files_in(str(link))
    there = [entry for entry in entries(str(tmp_path)) if isinstance(entry, tuple)]
    assert [name for name, _ in there] == [str(link)]


def test_standard_input_that_the_disk_has_no_room_for_is_told(monkeypatch, tmp_path):
    def full(source, target, size):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(archive.shutil, "copyfileobj", full)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x")))
    with pytest.raises(UnreadableArchive) as refusal:
        list(entries("-"))
    assert str(refusal.value) == (
        f"There is no room in {tmp_path} for what is read (No space left on device). Make some, "
        "or name another folder in TMPDIR, and run it again."
    )


def test_closed_standard_input_is_told(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(UnreadableArchive, match="Standard input is closed"):
        files_in("-")


def test_file_that_may_not_be_read_is_told(file_with, monkeypatch):
    path = file_with(b"x")

    def refused(self, *arguments):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", refused)
    assert found(path) == ({}, {"": "The file can't be read: Permission denied."})


def test_file_is_told_from_every_other_by_its_content(file_with):
    paths = [file_with(data, name) for name, data in (("a", b"1"), ("b", b"1"), ("c", b"2"))]
    (a,), (b,), (c,) = (list(entries(str(path))) for path in paths)
    assert a.digest == b.digest != c.digest
    assert a.digest == hashlib.sha256(b"1").hexdigest()
    assert (a.name, a.size, a.is_named) == (str(paths[0]), 1, True)


def test_only_a_file_that_was_asked_for_is_named(tmp_path, file_with):
    file_with(zipped({"a": b"1", "b": b"2"}), "packed.zip")
    assert [entry.is_named for entry in entries(str(tmp_path))] == [False, False]
    assert [entry.is_named for entry in entries(f"{tmp_path}/packed*")] == [False, False]


def test_opened_again_a_file_begins_anew(file_with):
    for data in (b"text", gzip.compress(b"text"), zipped({"a": b"text"})):
        (entry,) = entries(str(file_with(data)))
        for _ in range(2):
            with entry.open() as stream:
                assert stream.read(2) == b"te"
                assert stream.read() == b"xt"


@pytest.mark.parametrize("packed", [False, True])
def test_standard_input_is_read_as_a_file(monkeypatch, packed):
    data = gzip.compress(b"text") if packed else b"text"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    (entry,) = entries("-")
    assert entry.name == "standard input"
    for _ in range(2):
        with entry.open() as stream:
            assert stream.read() == b"text"


# Packed files


def test_packed_file_is_unpacked_whatever_its_name(file_with):
    assert found(file_with(gzip.compress(b"text"))) == ({"": b"text"}, {})
    members = {"a.xml": b"1", "sub/b.xml": b"2"}
    assert found(file_with(zipped(members))) == (members, {})


def test_packed_file_in_a_packed_file_is_unpacked(file_with):
    assert found(file_with(gzip.compress(gzip.compress(b"text")))) == ({"": b"text"}, {})
    inside = {"a.xml.gz": gzip.compress(b"1"), "b.zip": zipped({"c.xml": b"2"})}
    assert found(file_with(zipped(inside))) == ({"a.xml.gz": b"1", "b.zip/c.xml": b"2"}, {})
    assert found(file_with(gzip.compress(zipped({"a": b"1"})))) == ({"a": b"1"}, {})


def test_third_layer_is_told(file_with):
    once = gzip.compress(b"text")
    message = "It is packed more than twice over. Unpack it first."
    assert found(file_with(gzip.compress(gzip.compress(once)))) == ({}, {"": message})
    inside = zipped({"a.zip": zipped({"b.zip": zipped({"c": b"1"}), "d": b"2"})})
    assert found(file_with(inside)) == ({"a.zip/d": b"2"}, {"a.zip/b.zip": message})


def test_what_follows_a_packed_file_is_no_part_of_it(file_with):
    assert found(file_with(gzip.compress(b"text") + b"junk")) == ({"": b"text"}, {})


def test_name_that_leads_out_of_a_packed_file_is_but_a_name(file_with):
    members = {"/etc/a.xml": b"1", "../../b.xml": b"2", "./c.xml": b"3"}
    contents, refused = found(file_with(zipped(members)))
    assert (sorted(contents.values()), refused) == ([b"1", b"2", b"3"], {})


def test_stream_that_is_unpacked_can_be_sought_in(file_with):
    text = bytes(range(256)) * 1_000
    (entry,) = entries(str(file_with(gzip.compress(text))))
    with entry.open() as stream:
        for place in (5, 200_000, 7, 0):
            stream.seek(place)
            assert stream.read(9) == text[place : place + 9]
        assert stream.seek(0, os.SEEK_END) == len(text)
        assert stream.seek(-3, os.SEEK_CUR) == len(text) - 3
        assert stream.read() == text[-3:]
        assert stream.tell() == len(text)


def test_litter_in_a_packed_file_is_passed_over(file_with):
    members = {
        "a.xml": b"1",
        "__MACOSX/._a.xml": b"2",
        ".DS_Store": b"3",
        "sub/.DS_Store": b"3",
        "sub/.hidden/b.xml": b"4",
        "empty/": b"",
    }
    assert found(file_with(zipped(members))) == ({"a.xml": b"1"}, {})


def test_members_of_equal_content_are_not_one_file(file_with):
    path = file_with(zipped({"a": b"1", "b": b"1"}))
    assert len({entry.digest for entry in entries(str(path))}) == 2


@pytest.mark.parametrize("name", ["[Content_Types].xml", "mimetype", "META-INF/container.xml"])
def test_document_is_no_archive_though_it_is_a_zip(file_with, name):
    data = zipped({name: b"x", "content.xml": b"<x/>"})
    assert found(file_with(data)) == ({"": data}, {})
    assert found(file_with(zipped({"sheet.xlsx": data, "a": b"1"}))) == (
        {"sheet.xlsx": data, "a": b"1"},
        {},
    )


def test_names_in_a_zip_lead_nowhere(file_with, tmp_path):
    contents, _ = found(file_with(zipped({"../../outside": b"1", "/etc/passwd": b"2"})))
    assert b"2" in contents.values()
    assert [path.name for path in tmp_path.iterdir()] == ["archive"]


def test_directory_of_a_zip_is_read_once_for_all_its_members(file_with, monkeypatch):
    """Or a zip of ten thousand pages would take a quarter of an hour."""
    path = file_with(zipped({str(number): b"x" for number in range(50)}))
    real, read = zipfile.ZipFile._RealGetContents, []
    monkeypatch.setattr(
        zipfile.ZipFile, "_RealGetContents", lambda self: (read.append(1), real(self))
    )
    contents, _ = found(path)
    assert len(contents) == 50
    assert len(read) < 10


# Damage


def test_encrypted_member_is_told_and_costs_itself(file_with):
    data = bytearray(zipped({"a": b"1", "b": b"2"}))
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    contents, refused = found(file_with(bytes(data)))
    assert contents == {"b": b"2"}
    assert refused == {"a": "The file is encrypted. Unpack it with its password first."}


@pytest.mark.parametrize("size", [10, 30_000])
def test_damaged_member_is_told_and_costs_itself(file_with, size):
    """When it is looked at first, or when the damage is met."""
    members = {"a": b"Words. " * size, "b": b"2"}
    path = file_with(zipped(members, zipfile.ZIP_STORED).replace(b"Words", b"Word!", 1))
    readable, broken = {}, {}
    for entry in entries(str(path)):
        if isinstance(entry, tuple):
            broken[entry[0]] = str(entry[1])
            continue
        try:
            with entry.open() as stream:
                readable[entry.name] = stream.read()
        except UnreadableArchive as error:
            broken[entry.name] = str(error)
    assert readable == {f"{path}/b": b"2"}
    assert broken[f"{path}/a"].startswith("The ZIP archive is damaged: Bad CRC-32")


@pytest.mark.parametrize("length", [3, 9, 12, 30])
def test_cut_packed_file_is_a_sentence_or_ends_in_an_error_of_reading(file_with, length):
    """What came before the cut may be of use: who reads it goes on to there."""
    path = file_with(gzip.compress(bytes(range(256)))[:length])
    try:
        contents, refused = found(path)
    except (OSError, EOFError):
        return
    assert contents == {}
    assert refused[""].startswith("The file can't be read: ")


@pytest.mark.parametrize(
    "damage", [lambda d: d[:-9], lambda d: d[: len(d) // 2], lambda d: d[:4] + bytes(60)]
)
def test_damaged_zip_is_a_sentence(file_with, damage):
    contents, refused = found(file_with(damage(zipped({"a": b"1" * 500, "b": b"2"}))))
    if refused:
        assert refused[""].startswith(("The ZIP archive is damaged: ", "The file can't be read: "))
    else:  # it is no zip any more to whoever looks
        assert list(contents) == [""]


def test_damaged_inside_of_a_packed_file_is_a_sentence(file_with):
    data = bytearray(gzip.compress(os.urandom(300_000)))
    data[200_000:200_800] = bytes(800)
    with pytest.raises((OSError, EOFError, UnreadableArchive)):
        found(file_with(bytes(data)))


def test_unknown_compression_is_a_sentence(file_with):
    data = bytearray(zipped({"a": b"1" * 99, "b": b"2"}))
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(mark) + at] = 97
    contents, refused = found(file_with(bytes(data)))
    assert contents == {"b": b"2"}
    assert refused["a"].startswith("The ZIP archive is damaged: ")


# Bombs


@pytest.fixture
def small_limits(monkeypatch):
    monkeypatch.setattr(archive, "FREE", 100_000)
    monkeypatch.setattr(archive, "TOTAL", 2_000_000)


BOMB = "The file unpacks to more than 200 times its size. That is no archive: refused."


@pytest.mark.parametrize("layers", [1, 2])
def test_gzip_bomb_is_refused_while_it_is_read(file_with, small_limits, layers):
    data = bytes(3_000_000)
    for _ in range(layers):
        data = gzip.compress(data)
    (entry,) = entries(str(file_with(data)))
    parts = []
    with pytest.raises(UnreadableArchive) as refusal, entry.open() as stream:
        parts.extend(iter(lambda: stream.read(10_000), b""))
    assert str(refusal.value) == BOMB
    assert sum(map(len, parts)) < 1_000_000


def test_gzip_bomb_is_refused_while_it_is_sought_in(file_with, small_limits):
    (entry,) = entries(str(file_with(gzip.compress(bytes(3_000_000)))))
    for place in ((0, os.SEEK_END), (2_900_000, os.SEEK_SET)):
        with pytest.raises(UnreadableArchive), entry.open() as stream:
            stream.seek(*place)


def test_bomb_that_says_it_is_a_zip_in_a_gzip_is_refused(file_with, small_limits):
    contents, refused = found(file_with(gzip.compress(b"PK\x03\x04" + bytes(3_000_000))))
    assert (contents, refused) == ({}, {"": BOMB})


def test_zip_bomb_is_refused_before_it_is_read(file_with, small_limits):
    contents, refused = found(file_with(zipped({"a": bytes(500_000), "b": b"2" * 9})))
    assert contents == {}
    assert set(refused.values()) == {BOMB}


def test_bomb_of_many_small_members_is_refused(file_with, small_limits):
    """Each is small enough; together they are what they are."""
    contents, refused = found(file_with(zipped({str(n): bytes(90_000) for n in range(9)})))
    assert (contents, refused) == ({}, {"": BOMB})


def test_one_bomb_among_archives_costs_itself(file_with, small_limits):
    members = {"bomb": bytes(500_000), "text": os.urandom(20_000)}
    contents, refused = found(file_with(zipped(members)))
    assert set(contents) == {"text"}
    assert refused == {"bomb": BOMB}


def test_more_than_any_archive_holds_is_refused(file_with, small_limits):
    data = os.urandom(1_000) * 700
    contents, refused = found(file_with(zipped(dict.fromkeys("abc", data), zipfile.ZIP_STORED)))
    assert contents == {}
    assert list(refused.values()) == ["The ZIP archive holds more than 0 GB. Refused."]


def test_text_that_packs_well_is_no_bomb(file_with):
    text = b"The same sentence again. " * 100_000
    assert found(file_with(gzip.compress(text))) == ({"": text}, {})
    assert zlib.crc32(found(file_with(zipped({"a": text})))[0]["a"]) == zlib.crc32(text)
