"""Which stored entry is which entry of a report that is read again, so that ids survive corrections."""

from collections.abc import Callable, Hashable, Mapping, Sequence

from bot.model import Entry

# From the surest sign to the weakest: a corrected title leaves the anchor or the text as it was.
_SIGNS: tuple[Callable[[Entry], Hashable], ...] = (
    lambda entry: (entry.title, entry.anchor),
    lambda entry: entry.title,
    lambda entry: entry.title.casefold(),
    lambda entry: entry.anchor,
    lambda entry: entry.body or None,
)


def match(stored: Mapping[int, Entry], entries: Sequence[Entry]) -> list[int | None]:
    """Return for each entry the id of the stored entry that it is, or None for one that was not there before."""
    ids: list[int | None] = [None] * len(entries)
    left = dict(stored)
    for sign in _SIGNS:
        known: dict[Hashable, list[int]] = {}
        for entry_id, entry in left.items():
            known.setdefault(sign(entry), []).append(entry_id)
        known.pop(None, None)
        for position, entry in enumerate(entries):
            if ids[position] is None and (same := known.get(sign(entry))):
                found = ids[position] = same.pop(0)
                del left[found]
    return ids
