"""What makes a document worth reading again."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot import fingerprint
from bot.model import Document, Part

PACKAGE = "bot.readers"
PAGE = Document("a.html", b"content", charset="utf-8", label="April")
FOLDER = Document("folder", parts=(Part("a.adoc", b"one"), Part("b.adoc", b"two")))


def test_the_same_document_from_elsewhere_is_the_same() -> None:
    again = replace(PAGE, origin="b.html")
    assert fingerprint.of_document(PAGE, PACKAGE) == fingerprint.of_document(again, PACKAGE)


def test_whatever_reading_depends_on_makes_another_document() -> None:
    others = (
        PAGE,
        replace(PAGE, content=b"other"),
        replace(PAGE, charset=None),
        replace(PAGE, label="May"),
        FOLDER,
        replace(FOLDER, parts=FOLDER.parts[:1]),
        replace(FOLDER, parts=(Part("a.adoc", b"on"), Part("b.adoc", b"etwo"))),
        replace(FOLDER, parts=(Part("a.adoc", b"one"), Part("c.adoc", b"two"))),
    )
    assert len({fingerprint.of_document(each, PACKAGE) for each in others}) == len(others)


def test_other_code_makes_another_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = tmp_path / "harbour" / "depth" / "tides.py"
    module.parent.mkdir(parents=True)
    (tmp_path / "harbour" / "__init__.py").touch()
    module.write_text("HIGH = 1")
    monkeypatch.syspath_prepend(tmp_path)
    fresh = fingerprint.of_code.__wrapped__
    before = fresh("harbour")
    assert fresh("harbour") == before
    module.write_text("HIGH = 2")
    assert fresh("harbour") != before
