"""What a command imports."""

import subprocess
import sys

_HEAVY = [
    "aiohttp",
    "bot.readers",
    "bot.web.app",
    "cryptography",
    "dateutil",
    "email",
    "icalendar",
    "irc.events",
    "jinja2",
    "prometheus_client",
    "regex",
    "rich",
    "sqlite_utils",
    "tempora",
    "urllib.request",
]


def test_a_bot_starts_without_libraries_that_its_first_answer_does_not_need() -> None:
    program = f"""
import sys
from bot.cli import lean
lean.load("bot.cli.running")
print([name for name in {_HEAVY} if name in sys.modules])
import importlib.metadata, irc.events, irc.schedule, rich.console
print(importlib.metadata.version("irc") > "", irc.events.codes["welcome"], irc.schedule.DefaultScheduler.__name__)
"""
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\nTrue 001 DefaultScheduler\n"


def test_what_was_imported_is_not_looked_through_for_garbage() -> None:
    program = """
import gc
from bot.cli import lean
lean.load("bot.cli.running")
print(gc.isenabled(), gc.get_freeze_count() > len(gc.get_objects()))
"""
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout == "True True\n"
