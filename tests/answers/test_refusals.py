from bot.answers import answer
from bot.archive import Archive
from bot.model import Entry, Period, Report


def lanterns(*titled: tuple[int, str]) -> Archive:
    """Return an archive of one entry for each title, each in the first quarter of its year."""
    years = sorted({year for year, _ in titled})
    return Archive(
        [
            Report(
                f"report-{year}", "", Period(f"{year}-01", f"{year}-03"), "", "", "",
                tuple(Entry(title, body=f"{title}.") for when, title in titled if when == year),
            )
            for year in years
        ], (), (),
    )  # fmt: skip


def test_of_several_projects_the_one_that_is_nearest_in_time_is_named() -> None:
    found = answer(lanterns((2001, "Lantern wicks"), (2002, "Harbour"), (2009, "Lantern oil")), "lantern in 2002")
    assert found.reply[0].startswith("Nothing about lantern in 2002; the nearest is Lantern wicks (Q1 2001):")


def test_projects_that_are_equally_near_are_named_up_to_three() -> None:
    titled = [(2001, f"Lantern {part}") for part in ("wicks", "oil", "boxes", "posts")]
    found = answer(lanterns(*titled, (2002, "Harbour")), "lantern in 2002")
    assert (
        "the nearest are Lantern posts (Q1 2001), Lantern boxes (Q1 2001) and Lantern oil (Q1 2001):" in found.reply[0]
    )


def test_what_fits_a_little_is_named_up_to_three() -> None:
    titled = [(2001, f"Lantern {part}") for part in ("wicks", "oil", "boxes", "posts")]
    found = answer(lanterns(*titled, *((2002, f"Harbour {each}") for each in range(9))), "lantern windmill submarine")
    assert found.refused
    assert found.reply[0].endswith("Nearest: Lantern posts, Lantern boxes or Lantern oil.")


def test_what_is_nearest_to_so_many_reports_ago_counts_from_that_report() -> None:
    titled = [(2001, "Lantern wicks"), (2002, "Harbour"), (2003, "Quay"), (2004, "Mole"), (2005, "Lantern oil")]
    found = answer(lanterns(*titled), "lantern three reports ago")
    assert "the nearest is Lantern wicks (Q1 2001):" in found.reply[0]


def test_what_is_nearest_to_more_reports_ago_than_there_are_is_the_first_one() -> None:
    found = answer(lanterns((2001, "Lantern wicks"), (2002, "Harbour"), (2003, "Quay")), "what happened 9 reports ago")
    assert found.reply[0].startswith("There is no report 9 reports ago; the nearest: Q1 2001")
