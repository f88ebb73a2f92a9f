"""Documents from files and folders."""

import os
import re
from pathlib import Path

import pytest

from bot.errors import SourceError
from bot.model import Document
from bot.sources import files

INDEX = b'<a href="report-2031-04-2031-06/">April, 2031 - June, 2031</a><a href="report-2019-04-2019-06/">2019</a>'


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(INDEX if name.endswith("status/index.html") else name.encode())


def documents(path: Path) -> list[Document]:
    return [found for found in files.documents(path) if isinstance(found, Document)]


def origins(path: Path) -> list[str]:
    return [str(Path(found.origin).relative_to(path)) for found in documents(path)]


def test_a_file_is_one_document(tmp_path: Path) -> None:
    write(tmp_path, "report.txt")
    assert documents(tmp_path / "report.txt") == [Document(str(tmp_path / "report.txt"), b"report.txt")]


def test_everything_in_a_folder_is_found_in_order_but_hidden_files(tmp_path: Path) -> None:
    write(tmp_path, "b/report.html", "a/x/report.xml", "c.txt", ".git/config", ".hidden.html")
    assert origins(tmp_path) == ["c.txt", "a/x/report.xml", "b/report.html"]


def test_a_folder_with_asciidoc_is_one_document_with_parts(tmp_path: Path) -> None:
    write(tmp_path, "adoc/report-x/_index.adoc", "adoc/report-x/core.adoc", "adoc/report-x/Makefile")
    report, makefile = documents(tmp_path)
    assert (Path(report.origin).name, report.content) == ("report-x", b"")
    assert [part.name for part in report.parts] == ["_index.adoc", "core.adoc"]
    assert report.parts[1].content == b"adoc/report-x/core.adoc"
    assert makefile.parts == ()


def test_the_index_of_an_asciidoc_report_stands_for_its_folder(tmp_path: Path) -> None:
    write(tmp_path, "report-x/_index.adoc", "report-x/core.adoc", "report-x/more/other.md")
    (report,) = documents(tmp_path / "report-x" / "_index.adoc")
    assert [part.name for part in report.parts] == ["_index.adoc", "core.adoc"]


def test_pages_get_the_words_of_the_index_page_beside_them(tmp_path: Path) -> None:
    old, new = "status/report-2019-04-2019-06.html", "status/report-2031-04-2031-06/index.html"
    write(tmp_path, "status/index.html", old, new, "status/report-2001-06.html")
    labels = {Path(found.origin).relative_to(tmp_path).as_posix(): found.label for found in documents(tmp_path)}
    assert labels == {old: "2019", new: "April, 2031 - June, 2031", "status/report-2001-06.html": None}
    (alone,) = documents(tmp_path / new)
    assert alone.label == "April, 2031 - June, 2031"


def test_what_a_page_was_made_from_gets_the_words_of_the_index_page_too(tmp_path: Path) -> None:
    write(tmp_path, "status/index.html", "status/report-2019-04-2019-06.xml", "status/notes.xml")
    assert {Path(found.origin).name: found.label for found in documents(tmp_path)} == {
        "report-2019-04-2019-06.xml": "2019",
        "notes.xml": None,
    }


def test_the_words_are_found_from_within_the_folder_of_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "status/index.html", "status/report-2031-04-2031-06/index.html")
    monkeypatch.chdir(tmp_path / "status" / "report-2031-04-2031-06")
    (alone,) = documents(Path("index.html"))
    assert alone.label == "April, 2031 - June, 2031"


def test_an_index_page_that_lists_no_report_may_be_one(tmp_path: Path) -> None:
    write(tmp_path, "other/index.html")
    assert origins(tmp_path) == ["other/index.html"]


def test_nothing_there_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=re.escape(f"{tmp_path}/nowhere: there is no such file or folder")):
        files.documents(tmp_path / "nowhere")


def test_a_file_that_went_away_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path, "a.html", "b.html")
    found = files.documents(tmp_path)
    (tmp_path / "a.html").unlink()
    gone, there = found
    assert isinstance(gone, SourceError)
    assert "cannot be read: No such file" in str(gone)
    assert isinstance(there, Document)


def test_pipes_and_loops_of_links_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, "a.html")
    os.mkfifo(tmp_path / "pipe.html")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert origins(tmp_path) == ["a.html"]
    with pytest.raises(SourceError):
        files.documents(tmp_path / "pipe.html")


def test_of_a_file_that_is_no_text_only_the_start_is_read(tmp_path: Path) -> None:
    (tmp_path / "disk.img").write_bytes(b"\x7fELF\0" + bytes(10_000_000))
    (image,) = documents(tmp_path)
    assert len(image.content) == 1024


def test_a_huge_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.write(b"x" * 2048)
        file.truncate(10 * 1024**3)
    (huge,) = documents(tmp_path)
    assert 64 * 1024 * 1024 < len(huge.content) < 65 * 1024 * 1024
