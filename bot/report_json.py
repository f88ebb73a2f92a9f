"""A report as JSON, in the form that other programs rely on, and back."""

import json
from dataclasses import asdict, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.errors import NotAReportError
from bot.model import Document, Report

_REPORT = TypeAdapter(Report)


def to_json(report: Report) -> dict[str, Any]:
    """Return a report as an object of JSON: its fields, with `quarter` (`2019Q2` or null) beside the period."""
    fields = asdict(report)
    return {
        "id": fields["id"],
        "title": fields["title"],
        "period": fields["period"],
        "quarter": report.period.quarter,
        "url": fields["url"],
        "intro": fields["intro"],
        "format": fields["format"],
        "problems": fields["problems"],
        "entries": fields["entries"],
    }


def to_line(report: Report) -> str:
    """Return a report as one line of JSON, without its end."""
    return json.dumps(to_json(report), ensure_ascii=False)


def split(document: Document) -> list[Document]:
    """Take a document of several reports, one a line, apart; any other stays whole."""
    if not claims(document):
        return [document]
    lines = enumerate(document.content.splitlines(), start=1)
    return [replace(document, origin=f"{document.origin}:{number}", content=line) for number, line in lines if line]


def claims(document: Document) -> bool:
    """Tell whether a document is a report in this form: an object that starts as ours do."""
    return document.content[:200].lstrip().startswith((b'{"id": "', b'{"id":"'))


def read(document: Document) -> Report:
    """Read a report from its JSON; raises NotAReportError where that is not what the document holds."""
    try:
        return _REPORT.validate_json(document.content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "the line"
        raise NotAReportError(document.origin, f"not the JSON of a report: {where}: {first['msg']}") from error
