import asyncio

import pytest

from bot.archive import Archive
from bot.web.catalogue import Catalogue
from bot.web.site import Site
from bot.web.warming import keep_up
from tests.invented import archive, reports
from tests.web.conftest import NOW


async def test_an_archive_that_replaces_another_is_taken_in_beside_the_requests() -> None:
    archives = [Archive(reports()[:1], (), ())]
    site = Site(lambda: archives[-1], clock=lambda: NOW)
    assert list(site.catalogue.reports) == ["report-2020-10-2020-12"]
    keeping = asyncio.create_task(keep_up(site))
    archives.append(archive())
    async with asyncio.timeout(5):
        while site.outdated:  # noqa: ASYNC110 - nobody is told
            await asyncio.sleep(0.01)
    assert len(site.catalogue.reports) == 4
    assert site.archive is archive()
    keeping.cancel()


def test_what_is_worked_out_from_an_archive_is_worked_out_once() -> None:
    site = Site(archive)
    made = []

    def make(found: Archive, catalogue: Catalogue) -> int:
        made.append((found, catalogue))
        return len(made)

    assert [site.once(make), site.once(make)] == [1, 1]


def test_every_entry_has_a_path_of_its_own() -> None:
    catalogue = Catalogue(archive())
    paths = [catalogue.path(item) for item in archive().items]
    assert len(set(paths)) == len(paths)
    assert "/reports/report-2020-10-2020-12/lanternfs-a-log-structured-file-system" in paths


def test_a_path_stays_the_same_when_newer_reports_come() -> None:
    for count in range(1, len(reports())):
        older, newer = Archive(reports()[:count], (), ()), archive()
        known = Catalogue(newer)
        for item in older.items:
            assert known.entry(item.report, Catalogue(older).path(item).rpartition("/")[2]) is not None


def test_what_was_called_otherwise_before_is_still_found() -> None:
    catalogue = Catalogue(archive())
    assert catalogue.project("lanternfs-4-2") is catalogue.projects["Lanternfs"]
    assert catalogue.person("ada-bruckner") is not None


@pytest.mark.parametrize("name", ["Quay Systems, Inc", "Quay Systems"])
def test_spellings_of_a_sponsor_are_one(name: str) -> None:
    found = Catalogue(archive()).sponsor_of(name)
    assert found.id == "quay-systems"
    assert len(found.items) == 2
