"""How messages are worded: once for all places that want the same."""

from datetime import date

from bot.announcer.editor import Editor
from bot.store import outbox
from config.settings import ChannelSettings
from tests.announcer.stage import NEW, NOW, Stage


async def test_what_is_wanted_alike_is_worded_once_and_what_is_not_by_itself(stage: Stage) -> None:
    stage.bring(NEW)
    places = [("irc", "net", f"#{number}") for number in range(3)]
    stage.database.write_now(lambda connection: outbox.add(connection, "report", NEW.id, places, NOW))
    stage.database.write_now(lambda connection: outbox.add(connection, "correction", f"{NEW.id} 1", places[:1], NOW))
    first, second, third, corrected = outbox.unfinished(stage.database.reader)
    editor = Editor(stage.database.reader, date(2031, 7, 20))
    draft = editor.draft(first, ChannelSettings())
    assert draft
    assert draft.lines[0].startswith("New ")
    assert editor.draft(second, ChannelSettings()) is draft
    digest = editor.draft(third, ChannelSettings(style="digest"))
    assert digest
    assert len(digest.lines) > len(draft.lines)
    correction = editor.draft(corrected, ChannelSettings())
    assert correction
    assert correction.lines[0].startswith("Corrected ")
