"""Which answer a question wants: its words, the archive's names and the intent decide before anything is ranked."""

from bot.answers import comparisons, people, refusals, reports, sponsors, tasks, topics
from bot.answers.model import NO_REPORTS, Answer, nothing
from bot.archive import Archive
from bot.periods import Span
from bot.questions import Intent, Question, read, trim, without
from bot.questions.cues import DOING, FILLER, HELPING, IN_CATEGORY, PAYERS, SMALL_TALK, WORK_OF, WRITING
from bot.search.findings import Findings
from bot.search.people import PersonHit
from bot.search.words import words

_SURE_PERSON = 0.9
_LIST_WORDS = frozenset({"projects", "entries", "entry", "section", "category", "categories", "titles", "list"})


def answer(archive: Archive, text: str) -> Answer:
    """Answer a question in plain English."""
    if not archive.reports:
        return nothing(NO_REPORTS)
    if archive.finder.exact(text):
        return topics.project(archive, text, None)
    question = read(text, archive.newest.period)
    if question.span and not archive.covering(question.span):
        return _without_report(archive, question)
    if question.span and archive.finder.exact(question.plain, archive.scope(question.span)):
        return topics.project(archive, question.plain, question.span)
    return _of_intent(archive, question)


def _without_report(archive: Archive, question: Question) -> Answer:
    """Answer a question about a period without a report; what looks like a year may be any number."""
    if question.span and question.span.written.isdigit():
        found = topics.project(archive, trim(question.text), None)
        if not found.refused:
            return found
    return refusals.no_report(archive, question.span) if question.span else nothing()


def _of_intent(archive: Archive, question: Question) -> Answer:
    topic, span, against = question.topic, question.span, question.against
    match question.intent:
        case Intent.REPORT:
            return reports.report(archive, span, question.edge, question.plain)
        case Intent.STATS:
            return reports.stats(archive, span)
        case Intent.CHANGES:
            return comparisons.compare(archive, span, against) if span and against else reports.changes(archive, span)
        case Intent.SPONSOR:
            return _sponsor(archive, question)
        case Intent.TASKS:
            return tasks.tasks(archive, topic, span, helping=bool(HELPING.search(question.plain)))
        case Intent.LINKS:
            return topics.links(archive, topic, span, question.plain)
        case Intent.HISTORY:
            return history(archive, topic, span, question.edge)
        case Intent.CONTACT if question.edge == "most" and not topic:
            return people.ranking(archive, span)
        case Intent.CONTACT:
            return who(archive, topic, span, question.edge)
        case _:
            return _anything(archive, question)


def _sponsor(archive: Archive, question: Question) -> Answer:
    topic, span = question.topic, question.span
    if question.plain.startswith("sponsor "):
        return sponsors.sponsor_or_payers(archive, topic, span)
    payers = not topic or PAYERS.search(question.plain)
    if sponsors.of_nobody(topic):
        return sponsors.everybody(archive, span)
    if not payers:
        return sponsors.sponsor(archive, topic, span)
    if paid := sponsors.payers(archive, topic, span):
        return paid
    hits = archive.persons.find(topic)
    if hits and _is_person(archive, topic, hits):
        return sponsors.of_person(archive, hits, span)
    return sponsors.sponsor(archive, topic, span)


def who(archive: Archive, name: str, span: Span | None, edge: str | None = None) -> Answer:
    """Answer who a person is, or who works on a project, or did when it was first reported."""
    hits = archive.persons.find(name)
    if hits and hits[0].score >= _SURE_PERSON and not _is_title_word(archive, name):
        return people.person(archive, hits, span)
    found = topics.contact(archive, name, span, edge)
    if found.refused and hits:
        return people.person(archive, hits, span)
    return found


def history(archive: Archive, topic: str, span: Span | None = None, edge: str | None = None) -> Answer:
    """Answer in which reports a person or project stands, or in which first or last."""
    name = WRITING.sub("", topic)
    hits = archive.persons.find(name) if not archive.finder.exact(name) else []
    if hits and _is_person(archive, name, hits):
        return people.reports(archive, hits, span, edge)
    titled = [hit for hit in archive.find(topic, span, closest=True).hits[:1] if hit.by_title]
    return topics.history(archive, topic if titled else name, span, edge)


def _anything(archive: Archive, question: Question) -> Answer:
    topic, span = question.topic, question.span
    if not span and SMALL_TALK.issuperset(set(topic.split()) - FILLER):
        return refusals.no_topic(archive, topic, None, Findings())
    if span and (category := reports.entries(archive, without(topic, _LIST_WORDS), span)):
        return category
    if (asked := IN_CATEGORY.search(question.plain)) and (news := _of_category(archive, asked["category"])):
        return news
    return _of_somebody(archive, question) or topics.project(archive, topic, span)


def _of_somebody(archive: Archive, question: Question) -> Answer | None:
    """Answer what is asked of a person or sponsor; None if it is of neither."""
    topic, span = question.topic, question.span
    if hits := _whose_work(archive, question):
        return _somebody(archive, question, hits, work_first=True)
    if paid := _whose_money(archive, question):
        return paid
    hits = archive.persons.find(topic)
    called = hits and (not span or not hits[0].person.is_team or "@" in topic)  # else it is the team's own project
    if called and _is_person(archive, topic, hits):
        return _somebody(archive, question, hits)
    if not hits and _is_nobody(archive, topic):
        return refusals.no_person(topic)
    titled = [hit for hit in archive.find(topic, span).hits[:1] if hit.by_title]
    if not titled and sponsors.is_called(archive, topic):
        return sponsors.sponsor(archive, topic, span)
    return None


def _somebody(archive: Archive, question: Question, hits: list[PersonHit], *, work_first: bool = False) -> Answer:
    if question.edge == "first" or (work_first and "reports" in question.plain.split()):
        return people.reports(archive, hits, question.span, question.edge)
    return people.person(archive, hits, question.span, work_first=work_first)


def _of_category(archive: Archive, name: str) -> Answer | None:
    """Answer what is new in a category, by the newest report that has it, if one is called just so."""
    categories = {item.entry.category.lower() for item in archive.items if item.entry.category}
    return reports.entries(archive, name, None) if name in categories else None


def _whose_work(archive: Archive, question: Question) -> list[PersonHit]:
    asked = DOING.match(question.plain) or WORK_OF.match(question.plain)
    name = next((part for part in asked.groups() if part), "") if asked else ""
    hits = archive.persons.find(name)
    return hits if hits and (not _is_title_word(archive, name) or _is_rather_person(archive, name, hits[0])) else []


def _whose_money(archive: Archive, question: Question) -> Answer | None:
    """Answer `projects by netflix`, where that is the name of a sponsor."""
    asked = WORK_OF.match(question.plain)
    name = next((part for part in asked.groups() if part), "") if asked else ""
    names, corrections = archive.sponsors.find(name)
    return sponsors.sponsor(archive, name, question.span) if names and not corrections else None


def _is_title_word(archive: Archive, name: str) -> bool:
    """Tell whether a name is a single word that stands in titles: then the project is meant."""
    parts = words(name)
    return len(parts) == 1 and "@" not in name and parts[0] in archive.finder.titles


def _is_rather_person(archive: Archive, name: str, hit: PersonHit) -> bool:
    """Tell whether a word of titles is rather the name of somebody who has more entries than it has projects."""
    by_name = not hit.person.is_team and not hit.corrections and archive.persons.knows(*words(name))
    return by_name and len(hit.person.entries) > len(archive.finder.titles.projects(*words(name)))


def _is_person(archive: Archive, topic: str, hits: list[PersonHit]) -> bool:
    if _is_title_word(archive, topic):
        return False
    if hits[0].score >= 1:
        return True
    found = archive.find(topic)
    titled = bool(found.hits) and found.hits[0].by_title and found.hits[0].score >= _SURE_PERSON
    sure_title = titled and (not found.corrections or bool(hits[0].corrections))  # a name is no misspelt title
    return not sure_title and (hits[0].score >= _SURE_PERSON or len(words(topic)) > 1)


def _is_nobody(archive: Archive, topic: str) -> bool:
    """Tell whether a text is made of parts of people's names, though not of one person's."""
    parts = words(topic)
    return (
        len(parts) > 1
        and all(map(archive.persons.knows, parts))
        and not all(part in archive.finder.titles for part in parts)
    )
