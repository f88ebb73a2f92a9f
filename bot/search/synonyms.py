"""Words that mean nearly the same, from a small list of the trade's own."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from bot.search.words import stem, words


@cache
def synonyms() -> Mapping[str, frozenset[str]]:
    """Return for each stem the stems of words that can stand for it."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for line in files("bot.search").joinpath("synonyms.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            group = {stem("".join(words(word))) for word in line.split()}
            for word in group:
                groups[word] |= group - {word}
    return {word: frozenset(others) for word, others in groups.items()}
