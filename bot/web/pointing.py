"""Which page says in full what an answer on IRC only begins to say."""

from urllib.parse import quote_plus

from bot.answers import Answer, Match
from bot.identity.names import slug
from bot.questions import Intent
from bot.web.catalogue import Catalogue
from bot.web.site import Site

_PAGES = {Intent.DEADLINE: "/deadlines", Intent.STATS: "/statistics"}


def address(site: Site, answer: Answer, topic: str) -> str | None:
    """Return the whole address of an answer's page; None if it has none, or the site does not know its own.

    `topic` is what was asked for, without the name of a command.
    """
    path = _path(site.catalogue, answer, topic)
    return site.absolute(path) if path and site.public_url else None


def _path(catalogue: Catalogue, answer: Answer, topic: str) -> str | None:
    if answer.intent == Intent.SEARCH:
        return f"/search?q={quote_plus(topic)}"
    if not answer.matches:
        return next((path for intent, path in _PAGES.items() if answer.intent == intent), None)
    if len(answer.matches) > 1 and all(match.type == "sponsor" for match in answer.matches):
        return "/sponsors"
    first = answer.matches[0]
    report = catalogue.reports.get(first.report or "")
    if report and answer.intent == Intent.CHANGES:
        return f"/changes/{catalogue.path(report).rpartition('/')[2]}"
    if report and (first.type == "report" or answer.intent == Intent.ENTRIES):
        return catalogue.path(report)
    return _of_match(catalogue, first, whole_project=answer.intent == Intent.HISTORY)


def _of_match(catalogue: Catalogue, match: Match, *, whole_project: bool) -> str | None:
    """Return the path of the one thing that was found; None if the archive has been replaced and has it no more."""
    name = match.name or match.email or ""
    if match.type == "entry":
        item = catalogue.item((match.report or "", match.title or ""))
        project = catalogue.project_of(item) if whole_project and item else None
        return catalogue.path(project or item) if item else None
    found = {
        "person": catalogue.person(slug(name)),
        "sponsor": catalogue.sponsor_called(name),
        "category": catalogue.categories.get(slug(name)),
    }.get(match.type)
    return catalogue.path(found) if found else None
