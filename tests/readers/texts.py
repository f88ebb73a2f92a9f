"""The text forms that tests share: invented reports as a browser dumps them, and as a scrape leaves them."""

from pathlib import Path

from bot.model import Document

FOLDER = Path(__file__).resolve().parents[1] / "data"
OLD_MAIL = FOLDER / "mail" / "report-2010-10-2010-12.txt"
NEW_MAIL = FOLDER / "mail" / "report-2022-04-2022-06.txt"
SEED = FOLDER / "seed" / "report-2018-01-2018-03.seed.txt"

NO_REPORTS = {
    "a licence": "Copyright (c) 2001 Somebody\n\nRedistribution and use in source and binary forms are permitted.\n"
    * 9,
    "a readme": "FreeBSD tools\n=============\n\nContact: A B <a@b.example>\nContact: A B <a@b.example>\n"
    "Contact: C D <c@d.example>\n\nInstall them.\n",
    "a draft in Markdown": "## Teapot\n\nContact: A B <a@b.example>\nContact: A B <a@b.example>\n"
    "Contact: C D <c@d.example>\n\nFreeBSD boils.\n",
    "prose on FreeBSD": "FreeBSD was used to brew tea.\n\nIt went well. Contact: nobody.\n" * 40,
    "rules without a report": f"{'━' * 79}\nMenu\n{'━' * 79}\nTea 2.50\n" * 9,
}


def document(path: Path, *, origin: str = "text") -> Document:
    """Return a text as a source would hand it over, under a name that tells nothing."""
    return Document(origin, path.read_bytes())


def changed(path: Path, *changes: tuple[str, str]) -> Document:
    """Return a text with some things changed, which must be there."""
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text, f"{old!r} is not in the text any more"
        text = text.replace(old, new)
    return Document("text", text.encode())
