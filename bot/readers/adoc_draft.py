"""AsciiDoc that writers sent in for a report: the draft of a coming one, a quarter of the collection repository.

It is a form of its own because it must never take the place of what was published.
"""

from bot.model import Document, Report
from bot.readers import adoc

FORMAT = "draft"

claims = adoc.is_draft


def read(document: Document) -> Report:
    """Read a draft's folder; raises as `adoc.read_folder` does."""
    return adoc.read_folder(document, FORMAT)
