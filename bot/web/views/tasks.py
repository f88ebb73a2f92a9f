"""Where help is wanted: the open tasks that a report's entries list, or the sentences that ask for help."""

from dataclasses import dataclass

from bot.answers.sentences import asked_for
from bot.archive import Archive
from bot.model import Report
from bot.search.items import Item
from bot.web.catalogue import Catalogue
from bot.web.parameters import Name
from bot.web.site import NotFound, Site
from bot.web.views.parts import EntryLine, Ref, line, report_ref
from bot.web.views.report import neighbours, no_report

_LONG, _SHOWN = 400, 240
"""Signs of a sentence that is cut, and of what then remains."""


@dataclass(frozen=True, slots=True)
class Wish:
    """An entry and what it says is left to do or wanted."""

    entry: EntryLine
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HelpView:
    """What the page about help that is wanted says, for one report; `report` is None if there are none at all."""

    title: str
    report: Ref | None
    wishes: tuple[Wish, ...]
    previous: Ref | None
    next: Ref | None


class Wanted:
    """What entries want, each looked for once, which takes long, when it is first shown."""

    def __init__(self, archive: Archive, catalogue: Catalogue) -> None:
        del catalogue
        self._archive = archive
        self._known: dict[str, list[tuple[Item, tuple[str, ...]]]] = {}

    def of(self, report: Report) -> list[tuple[Item, tuple[str, ...]]]:
        """Return the entries of a report that list open tasks, or else ask for help, and what for."""
        if report.id not in self._known:
            items = self._archive.items_of(report)
            wishes = ((item, item.entry.tasks or tuple(map(_ending, asked_for(item.entry.body)))) for item in items)
            self._known[report.id] = [(item, wanted) for item, wanted in wishes if wanted]
        return self._known[report.id]


def _ending(sentence: str) -> str:
    """Return the end of a sentence that is very long: there a list ran into it, and what is asked for comes last."""
    return sentence if len(sentence) <= _LONG else f"… {sentence[-_SHOWN:].partition(' ')[2]}"


def help_wanted(site: Site, report: Name = "") -> HelpView | NotFound:
    """Show where help is wanted: in the newest report, or in the one that is given by its id."""
    if not site.archive.reports:
        return HelpView("Help wanted", None, (), None, None)
    found = site.catalogue.reports.get(report) if report else site.archive.newest
    if found is None:
        return no_report(report)
    before, after = neighbours(site, found)
    return HelpView(
        title=f"Help wanted, {found.period}",
        report=report_ref(site.catalogue, found),
        wishes=tuple(Wish(line(site, item), tasks) for item, tasks in site.once(Wanted).of(found)),
        previous=_help_ref(site, before),
        next=_help_ref(site, after),
    )


def _help_ref(site: Site, report: Report | None) -> Ref | None:
    if report is None:
        return None
    return Ref(str(report.period), f"/help-wanted?report={site.catalogue.path(report).rpartition('/')[2]}")
