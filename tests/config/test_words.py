"""Every setting has words, and the JSON Schema has them, too."""

from typing import Any

import pytest

from config import settings, words
from config.settings import ChannelSettings, NetworkSettings, Section, Settings

SECTIONS = [each for each in vars(settings).values() if isinstance(each, type) and issubclass(each, Section)]


def _below(section: type[Section]) -> set[str]:
    """Return the fields that are tables, whose words stand at their head."""
    return {name for name, field in section.model_fields.items() if "Settings" in str(field.annotation)} | {"defaults"}


@pytest.mark.parametrize("section", SECTIONS)
def test_every_setting_has_words(section: type[Section]) -> None:
    assert not [name for name in section.model_fields.keys() - _below(section) if not words.of(section, name)]


def test_words_are_those_that_stand_below_a_field_also_of_an_inherited_one() -> None:
    assert words.of(NetworkSettings, "nick") == "The bot's nick."
    assert words.of(NetworkSettings, "style") == words.of(ChannelSettings, "style")
    assert not words.of(Settings, "web")


def test_the_schema_says_what_each_key_is() -> None:
    schema = words.schema()
    network: dict[str, Any] = schema["$defs"]["NetworkSettings"]["properties"]
    assert network["nick"]["description"] == "The bot's nick."
    assert schema["properties"]["data_dir"]["description"].startswith("The folder of the bot's state")
