"""What is loaded at once is what is loaded one by one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Report
from bot.store import identity, reports, saving, whole
from tests.invented import persons, projects
from tests.invented import reports as invented
from tests.store.samples import memory
from tests.store.samples import reports as any_reports


def test_reports_people_and_projects_are_all_there_in_their_order() -> None:
    connection = memory()
    for report in reversed(invented()):
        saving.save(connection, report)
    identity.save(connection, persons(), projects(), "test")
    found = whole.load(connection)
    assert found.reports == list(reports.load_all(connection))
    assert found.people == list(persons())
    assert found.projects == list(projects())


@settings(max_examples=50, deadline=None)  # each of them has a database of its own
@given(st.lists(any_reports, max_size=3))
def test_any_reports_are_loaded_as_they_are_one_by_one(stored: list[Report]) -> None:
    connection = memory()
    for report in stored:
        saving.save(connection, report)
    assert whole.load(connection).reports == list(reports.load_all(connection))
