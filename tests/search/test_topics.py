from bot.model import Entry
from bot.search import topics
from bot.search.texts import TextIndex
from bot.search.titles import TitleIndex
from tests.search.test_texts import items


def test_words_that_mean_the_same_come_in_the_same_order_in_every_run() -> None:
    found = items(Entry("Wireless kettles"))
    titles, texts = TitleIndex(found, [0], frozenset()), TextIndex.of(found)
    own, *alike = topics.read("wifi coverage", titles, texts, frozenset(), forgiving=False).stems[0]
    assert own == "wifi"
    assert len(alike) > 1
    assert alike == sorted(alike)
