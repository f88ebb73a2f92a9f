import pytest

from bot.questions.phrases import phrases_of

GRAMMAR = """
# a comment
WHO = who|whom
[first]
WHO work~ on|with+
^ open|pending tasks? $
[second]
how did TOPIC evolve|grow $
history !book
far ... away
to_do list?
"""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("who works on with lanterns", "lanterns"),
        ("whom working", "whom working"),
        ("open tasks", ""),
        ("pending", ""),
        ("an open tasks", "an open tasks"),
        ("how did the lantern grow", "the lantern"),
        ("history of lanterns", "of lanterns"),
        ("history book", "history book"),
        ("so far and so far away lanterns", "so lanterns"),
        ("to do list of lanterns", "of lanterns"),
        ("prehistory", "prehistory"),
    ],
)
def test_a_phrase_is_taken_out_and_the_topic_stays(text: str, left: str) -> None:
    for phrase in phrases_of(GRAMMAR):
        text = " ".join(phrase.taken_out_of(text).split())
    assert text == left


def test_phrases_know_their_intent() -> None:
    assert [phrase.intent for phrase in phrases_of(GRAMMAR)] == ["first"] * 2 + ["second"] * 4
