"""Values are understood as people write them, and mistakes answered with what would be right."""

import re
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.settings import ChannelSettings
from config.spoken import SettingError, changed, described, spoken

BEFORE = ChannelSettings(categories=("Kernel",), quiet="22:00-07:00")


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("announce", "on", True),
        ("announce", "YES", True),
        ("notice", "off", False),
        ("notice", "false", False),
        ("style", "entries", "entries"),
        ("style", '"digest"', "digest"),
        ("style", "= digest", "digest"),
        ("prefix", "=", "="),
        ("max_lines", "7", 7),
        ("categories", "Kernel, Ports", ("Kernel", "Ports")),
        ("categories", "Team Reports", ("Team Reports",)),
        ("categories", '["Kernel", "Ports"]', ("Kernel", "Ports")),
        ("categories", "none", ()),
        ("sponsors", 'Foundation, "Quay Systems, Inc"', ("Foundation", "Quay Systems, Inc")),
        ("categories", "", ()),
        ("quiet", "none", ""),
        ("quiet", "23:00-06:30", "23:00-06:30"),
        ("timezone", "Europe/Berlin", "Europe/Berlin"),
        ("expires", "1d 12h", timedelta(hours=36)),
        ("prefix", ".", "."),
        ("prefix", "'", "'"),
    ],
)
def test_values_are_written_in_any_usual_way(key: str, text: str, value: object) -> None:
    assert getattr(changed(BEFORE, key, text), key) == value


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        ("announce", "maybe", "announce takes on or off."),
        ("style", "diggest", 'style takes headline or digest or entries, not "diggest"; did you mean digest.'),
        ("max_lines", "many", 'max_lines takes a whole number, not "many".'),
        ("max_lines", "0", "max_lines takes at least 1, not 0."),
        ("max_lines", "1000000", "max_lines takes at most 100, not 1000000."),
        ("cooldown", "5 apples", 'cooldown takes a number with a unit (s, m, h or d), like "90s" or "1h 30m".'),
        ("prefix", "two words", "prefix takes 1 to 8 characters, no blank."),
        ("timezone", "Berlin", 'timezone takes a time zone by its place, as in "Europe/Berlin", or "UTC".'),
        ("stile", "digest", "There is no setting stile; did you mean style?"),
        ("changed", "1", "There is no setting changed; there are announce, "),
        ("zzz", "1", "There is no setting zzz; there are announce, "),
    ],
)
def test_a_mistake_gets_a_sentence_that_says_what_would_be_right(key: str, text: str, sentence: str) -> None:
    with pytest.raises(SettingError, match=f"^{re.escape(sentence)}"):
        changed(BEFORE, key, text)


@given(st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), min_size=1).map(tuple))
def test_a_list_is_read_as_it_is_shown(texts: tuple[str, ...]) -> None:
    if texts[0].lower() != "none":
        assert changed(BEFORE, "sponsors", spoken(texts)).sponsors == texts


@pytest.mark.parametrize("key", ChannelSettings.model_fields)
def test_every_setting_takes_what_it_shows(key: str) -> None:
    for settings in (ChannelSettings(), BEFORE):
        assert changed(settings, key, spoken(getattr(settings, key))) == settings
    assert described(key).startswith(f"{key}: ")
    assert described(key).endswith(f"Default: {spoken(getattr(ChannelSettings(), key))}.")


@given(st.sampled_from(list(ChannelSettings.model_fields)), st.text(max_size=40))
def test_any_text_is_a_value_or_a_sentence(key: str, text: str) -> None:
    with suppress(SettingError):
        assert isinstance(changed(BEFORE, key, text), ChannelSettings)
