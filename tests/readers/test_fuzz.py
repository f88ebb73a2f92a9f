"""A short run of the fuzzer for every form."""

import pytest

from bot import readers
from bot.model import Document, Part
from tests.fidelity import BARS
from tests.fuzz import damaged, fault, faults
from tests.golden import needs_archive


@needs_archive
@pytest.mark.parametrize("form", BARS)
def test_damaged_documents_are_read_or_refused(form: str) -> None:
    assert list(faults(form, iter(range(20)))) == []


def test_a_seed_damages_a_document_the_same_way_again() -> None:
    document = Document("report-2001-06.txt", b"words " * 100)
    folder = Document("report-2022-01-2022-03", parts=(Part("a.adoc", b"words " * 100), Part("b.adoc", b"more")))
    assert damaged(document, 7) == damaged(document, 7) != document
    assert damaged(folder, 7) == damaged(folder, 7) != folder


def test_a_reader_that_fails_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(document: Document) -> None:
        raise ValueError(document.origin)

    monkeypatch.setattr(readers, "read", fail)
    assert fault(Document("report-2001-06.txt", b"words")) == "ValueError: report-2001-06.txt"
