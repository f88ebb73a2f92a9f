"""The plugin that docs/plugins.md shows works as it stands there."""

import re
from datetime import UTC, datetime
from random import Random
from types import ModuleType

import pytest

from bot.plugin import Context, UsageError, commands_of
from tests.docs import DOCS
from tests.invented import archive


def test_the_plugin_of_the_page_works() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", (DOCS / "plugins.md").read_text("utf-8"), re.DOTALL)
    module = ModuleType("plugin_of_the_page")
    exec(code, vars(module))  # noqa: S102 - the page's own example
    commands = commands_of([module])
    context = Context(archive(), commands, datetime(2026, 1, 1, tzinfo=UTC), Random(1), "!", tuple)  # noqa: S311 - not for secrets
    found = commands["y"].run(context, "2020")
    assert found.reply == ("2 entries.",)
    with pytest.raises(UsageError, match=r"Which year\? For example !year 2019\."):
        commands["year"].run(context, "")
