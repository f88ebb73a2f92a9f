"""Search: what is about some words, within a category, a period, and what a person or sponsor has to do with."""

from dataclasses import dataclass

from bot.answers.sentences import telling
from bot.archive import Archive
from bot.questions.cues import FILLER
from bot.search.findings import Findings, Hit
from bot.search.words import words
from bot.web.catalogue import Catalogue
from bot.web.parameters import Few, Name, PageNumber, Words
from bot.web.site import Site
from bot.web.views.filters import Filters, Narrowed
from bot.web.views.highlights import Piece, highlighted, stems_of
from bot.web.views.parts import (
    Counted,
    Pages,
    Ref,
    counted_person,
    counted_sponsor,
    line,
    page_of,
    shortened,
)

_PER_PAGE = 10
_SURE = 0.9
_PEOPLE = 3


@dataclass(frozen=True, slots=True)
class Correction:
    """A misspelt word and what it was read as."""

    asked: str
    read: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A category that can be chosen in the form."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that was found, with the sentence that says most of what was looked for; `score` is how well it fits.

    The pieces are the same texts with the words marked. `others` are how many more entries its project has.
    """

    title: str
    title_pieces: tuple[Piece, ...]
    path: str
    report: Ref
    category: Ref | None
    sentence: str
    sentence_pieces: tuple[Piece, ...]
    project: Ref | None
    others: int
    score: float


@dataclass(frozen=True, slots=True)
class SearchView:
    """What the page of a search says.

    `near` says that nothing fits and the hits are only what comes closest; `notes` are what could not be understood.
    """

    title: str
    asked: Filters
    notes: tuple[str, ...]
    corrections: tuple[Correction, ...]
    choices: tuple[str, ...]
    people: tuple[Counted, ...]
    sponsors: tuple[Counted, ...]
    hits: tuple[Found, ...]
    near: bool
    pages: Pages
    categories: tuple[Choice, ...]


def search(
    site: Site,
    q: Words = "",
    category: Name = "",
    period: Name = "",
    person: Name = "",
    sponsor: Name = "",
    page: PageNumber = 1,
    per_page: Few = _PER_PAGE,
) -> SearchView:
    """Show the entries that fit some words, or without any all that pass the filters, newest first."""
    asked = Filters(q, category, period, person, sponsor)
    narrowed = Narrowed.of(site, asked)
    found = _find(site, narrowed)
    shown, pages = page_of(found.hits or found.near, page, per_page)
    wanted = " ".join((narrowed.topic, *(read for _, read in found.corrections)))
    stems = stems_of(wanted, FILLER)
    return SearchView(
        title=f"Search: {q}" if q else "Search",
        asked=asked,
        notes=narrowed.notes,
        corrections=tuple(Correction(*each) for each in (*found.corrections, *narrowed.corrections)),
        choices=found.choices,
        people=_people(site, q) if narrowed.everything else (),
        sponsors=_sponsors(site, q) if narrowed.everything else (),
        hits=tuple(_shown(site, hit, wanted, stems) for hit in shown),
        near=not found.hits,
        pages=pages,
        categories=site.once(_category_names),
    )


def _find(site: Site, narrowed: Narrowed) -> Findings:
    """Return what fits: entries that say a phrase as it stands first, as the answer to a search on IRC."""
    archive, topic = site.archive, narrowed.topic
    if not topic:
        passing = () if narrowed.everything else filter(narrowed.scope, reversed(archive.items))
        return Findings(tuple(Hit(item, 1.0, by_title=False) for item in passing))
    literal = archive.finder.literally(topic, narrowed.scope)
    simple = narrowed.everything or narrowed.span
    found = archive.find(topic, narrowed.span) if simple else archive.finder.find(topic, narrowed.scope)
    if not literal:
        return found
    said = {hit.item.number for hit in literal}
    return Findings((*literal, *(hit for hit in found.hits if hit.item.number not in said)))


def _shown(site: Site, hit: Hit, wanted: str, stems: frozenset[str]) -> Found:
    entry, project = line(site, hit.item), site.catalogue.project_of(hit.item)
    sentence = shortened(telling(hit.item.entry.body, wanted)) or entry.summary
    return Found(
        title=entry.title,
        title_pieces=highlighted(entry.title, stems),
        path=entry.path,
        report=entry.report,
        category=entry.category,
        sentence=sentence,
        sentence_pieces=highlighted(sentence, stems),
        project=Ref(project.titles[0], site.catalogue.path(project)) if project else None,
        others=len(project.entries) - 1 if project else 0,
        score=round(hit.score, 3),
    )


def _people(site: Site, q: str) -> tuple[Counted, ...]:
    """Return who is called so, if anybody surely is; a word of titles is not taken for somebody's login."""
    hits = [hit for hit in site.archive.persons.find(q) if hit.score >= _SURE]
    if q.lower() in site.archive.finder.titles:
        hits = [hit for hit in hits if hit.person.is_team or q.lower() in words(" ".join(hit.person.names))]
    return tuple(counted_person(site.catalogue, hit.person) for hit in hits[:_PEOPLE])


def _sponsors(site: Site, q: str) -> tuple[Counted, ...]:
    names, corrections = site.archive.sponsors.find(q)
    found = {} if corrections else {sponsor.id: sponsor for sponsor in map(site.catalogue.sponsor_of, names)}
    return tuple(counted_sponsor(site.catalogue, sponsor) for sponsor in list(found.values())[:_PEOPLE])


def _category_names(archive: Archive, catalogue: Catalogue) -> tuple[Choice, ...]:
    """Return the categories to choose from, those with most entries first."""
    del archive
    found = sorted(catalogue.categories.values(), key=lambda each: (-len(each.items), each.name))
    return tuple(Choice(each.id, each.name) for each in found)
