"""Which answer a question wants: its words, the archive's names and the intent decide before anything is ranked."""

from bot.answers import people, refusals, reports, sponsors, topics
from bot.answers.model import Answer, nothing
from bot.archive import Archive
from bot.periods import Span
from bot.questions import Intent, Question, read
from bot.questions.cues import DOING, WORK_OF
from bot.search.people import PersonHit
from bot.search.words import words

_SURE_PERSON = 0.9


def answer(archive: Archive, text: str) -> Answer:
    """Answer a question in plain English."""
    if not archive.reports:
        return nothing("There are no reports yet.")
    if archive.finder.exact(text, lambda item: True):
        return topics.project(archive, text, None)
    question = read(text, archive.newest.period)
    if question.span and not archive.covering(question.span):
        return refusals.no_report(archive, question.span)
    match question.intent:
        case Intent.REPORT:
            return reports.report(archive, question.span, question.edge, question.plain)
        case Intent.CHANGES:
            return reports.changes(archive, question.span)
        case Intent.SPONSOR:
            return sponsors.sponsor(archive, question.topic, question.span)
        case Intent.TASKS:
            return topics.tasks(archive, question.topic, question.span)
        case Intent.LINKS:
            return topics.links(archive, question.topic, question.span, question.plain)
        case Intent.HISTORY:
            return topics.history(archive, question.topic, question.edge)
        case Intent.CONTACT:
            return who(archive, question.topic, question.span)
        case _:
            return _anything(archive, question)


def who(archive: Archive, name: str, span: Span | None) -> Answer:
    """Answer who a person is, or who works on a project."""
    hits = archive.persons.find(name)
    if hits and hits[0].score >= _SURE_PERSON:
        return people.person(archive, hits)
    found = topics.contact(archive, name, span)
    if found.refused and hits:
        return people.person(archive, hits)
    return found


def _anything(archive: Archive, question: Question) -> Answer:
    if (name := DOING.match(question.plain) or WORK_OF.match(question.plain)) and (
        hits := archive.persons.find(name["who"] if "who" in name.groupdict() and name["who"] else name["whose"])
    ):
        return people.person(archive, hits, work_first=True)
    if question.span and (category := reports.entries(archive, _category_words(question), question.span)):
        return category
    hits = archive.persons.find(question.topic)
    if hits and not question.span and _is_person(archive, question.topic, hits):
        return people.person(archive, hits)
    return topics.project(archive, question.topic, question.span)


def _category_words(question: Question) -> str:
    return " ".join(word for word in question.topic.split() if word not in {"entries", "entry", "section", "category"})


def _is_person(archive: Archive, topic: str, hits: list[PersonHit]) -> bool:
    if hits[0].score >= 1:
        return True
    found = archive.find(topic)
    sure_title = bool(found.hits) and found.hits[0].by_title and found.hits[0].score >= _SURE_PERSON
    return not sure_title and (hits[0].score >= _SURE_PERSON or len(words(topic)) > 1)
