"""Sets that grow together."""

from bot.identity.groups import Groups


def test_items_start_alone_in_the_order_they_came() -> None:
    assert Groups("bca").all() == [["b"], ["c"], ["a"]]


def test_joined_items_are_together_with_all_they_were_joined_with() -> None:
    groups = Groups("abcde")
    groups.join("a", "b")
    groups.join("d", "e")
    groups.join("e", "b")

    assert groups.together("a", "d")
    assert not groups.together("a", "c")
    assert groups.all() == [["a", "b", "d", "e"], ["c"]]
