"""What an import says that it did."""

from bot.store.saving import Changes
from bot.summary import Note, Summary


def test_a_report_that_was_read_in_two_forms_is_counted_once_and_stays_new() -> None:
    summary = Summary()
    for changes in (Changes(new=True), Changes(head=True), Changes()):
        summary.add("report-2031-01", changes)
    for changes in (Changes(), Changes(head=True), Changes()):
        summary.add("report-2031-02", changes)
    assert (summary.count("new"), summary.count("changed"), summary.count("unchanged")) == (1, 1, 0)


def test_the_text_names_what_changed_and_puts_equal_reasons_together() -> None:
    summary = Summary(entries=40, problems=[Note("a.html", "no contacts")])
    summary.add("report-2031-01", Changes(changed=("Ropes", "Tides"), removed=("Buoys",)))
    summary.add("report-2031-02", Changes(head=True))
    summary.add("report-2031-03", Changes(new=True, added=("Beacons",)))
    summary.skipped += [Note("a.txt", "no report"), Note("b.txt", "no report"), Note("c.txt", "too large")]
    summary.unreadable.append(Note("d.html", "gone"))
    assert summary.as_text().splitlines() == [
        "reports: 3",
        "entries: 40",
        "new: 1",
        "changed: 2",
        "  report-2031-01: changed: Ropes, Tides; removed: Buoys",
        "  report-2031-02: introduction or title",
        "unchanged: 0",
        "skipped: 3",
        "  2 documents, a.txt for one: no report",
        "  c.txt: too large",
        "unreadable: 1",
        "problems: 1",
        "  a.html: no contacts",
    ]


def test_the_json_has_every_reason_and_entry() -> None:
    summary = Summary(entries=2, news=("report-2031-03",))
    summary.add("report-2031-03", Changes(new=True, added=("Beacons", "Ropes")))
    summary.add("report-2031-02", Changes())
    summary.skipped.append(Note("a.txt", "no report"))
    assert summary.as_json() == {
        "reports": 2,
        "entries": 2,
        "new": 1,
        "changed": 0,
        "unchanged": 1,
        "skipped": [{"origin": "a.txt", "why": "no report"}],
        "problems": [],
        "unreadable": [],
        "changes": [
            {
                "report": "report-2031-03",
                "new": True,
                "head": False,
                "added": ("Beacons", "Ropes"),
                "changed": (),
                "removed": (),
            }
        ],
        "news": ["report-2031-03"],
    }
