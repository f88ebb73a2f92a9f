"""Which channels to join when: by a clock that the test moves."""

from hypothesis import given
from hypothesis import strategies as st

from bot.irc.rooms import LONGEST_PAUSE, STAYED, UNANSWERED, Room, Rooms, join_lines


def names(rooms: list[Room]) -> list[str]:
    return [room.name for room in rooms]


def test_a_channel_is_joined_once_and_again_only_without_an_answer() -> None:
    rooms = Rooms(["#A", "#b"])
    assert names(rooms.take_due(0)) == ["#A", "#b"]
    rooms.entered("#a", 1)
    assert rooms.take_due(UNANSWERED - 1) == []
    assert names(rooms.take_due(UNANSWERED)) == ["#b"]
    assert rooms.joined == {"#a"}


def test_pauses_grow_with_refusals_and_are_forgotten_after_a_good_stay() -> None:
    rooms = Rooms(["#a"], 10.0)
    pauses = []
    for _ in range(12):
        rooms.lost("#A", "banned", 0)
        pauses.append(rooms.pause(0))
    assert pauses[:4] == [10, 20, 40, 80]
    assert pauses[-1] == LONGEST_PAUSE
    rooms.entered("#a", 0)
    assert rooms.pause(0) is None
    room = rooms.lost("#a", "kicked", STAYED)
    assert room is not None
    assert (room.failures, rooms.pause(STAYED)) == (1, 10)


def test_being_kicked_again_and_again_is_not_a_good_stay() -> None:
    rooms = Rooms(["#a"], 10.0)
    for expected in (10, 20, 40):
        rooms.entered("#a", 0)
        rooms.lost("#a", "kicked", 1)
        assert rooms.pause(1) == expected


def test_a_new_connection_starts_with_nothing_but_what_is_wanted() -> None:
    rooms = Rooms(["#a"])
    rooms.want("#B", "key")
    rooms.forget("#A")
    rooms.want("#C")
    rooms.entered("#b", 0)
    rooms.start(str.upper)
    assert rooms.joined == frozenset()
    assert [(room.name, room.key) for room in rooms.take_due(0)] == [("#B", "key"), ("#C", "")]
    assert rooms.get("#b") is rooms.get("#B")
    assert rooms.lost("#nowhere", "", 0) is None


ROOMS = st.lists(
    st.builds(Room, st.text("abc", min_size=1, max_size=60).map("#".__add__), st.sampled_from(["", "key"]))
)


@given(ROOMS, st.integers(1, 20))
def test_every_channel_is_in_one_line_with_its_key(rooms: list[Room], most: int) -> None:
    found = []
    for line in join_lines(rooms, most):
        assert len(line) <= 510
        _, channels, *keys = line.split(" ")
        listed = channels.split(",")
        assert len(listed) <= most
        keyed = keys[0].split(",") if keys else []
        found += [(name, keyed[index] if index < len(keyed) else "") for index, name in enumerate(listed)]
    assert sorted(found) == sorted((room.name, room.key) for room in rooms)


def test_a_channel_that_is_wanted_anew_is_due_at_once_however_often_it_was_refused() -> None:
    rooms = Rooms(["#a"], pause=10.0)
    for _ in range(5):
        rooms.take_due(0.0)
        rooms.lost("#a", "Cannot join channel (+k)", 0.0)
    assert rooms.take_due(5.0) == []
    rooms.want("#A", "sesame")
    assert [(room.name, room.key) for room in rooms.take_due(5.0)] == [("#a", "sesame")]
    assert rooms.take_due(5.0) == []
    rooms.entered("#a", 5.0)
    rooms.want("#a")
    assert rooms.take_due(100.0) == []


def test_a_channel_that_is_not_wanted_is_not_entered() -> None:
    rooms = Rooms(["#a"])
    assert not rooms.entered("#elsewhere", 0)
    assert rooms.entered("#A", 0)
    assert rooms.joined == {"#a"}
