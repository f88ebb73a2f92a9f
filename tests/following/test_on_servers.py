"""Following on real servers with services: notes reach the account that follows, wherever it is, once, and no thief."""

import asyncio
import re
from pathlib import Path

import pytest

from bot import report_json
from bot.importer import import_documents
from bot.model import Contact, Document, Entry, Report
from bot.store.database import Database
from tests import ircd
from tests.invented import report
from tests.plugins.test_on_servers import asks, bot, enters, logs_in
from tests.rawirc import RawConnection, client

pytestmark = [pytest.mark.irc, pytest.mark.slow]

ADA = Contact("Ada Brückner", "ada@example.org")
OLD = report("2030-10", "2030-12", Entry("Lantern file system", "Kernel", (ADA,)), Entry("Rope splicing", "Ports"))
NEWS = report("2031-01", "2031-03", Entry("Lantern file system", "Kernel", (ADA,)), Entry("Windlass", "Ports"))
LATER = report("2031-04", "2031-06", Entry("Lantern file system", "Kernel"))
NOTE = re.compile(r":deck!\S+ (?:NOTICE|PRIVMSG) (\S+) :(You follow [^;]+; new in .*)")


async def comes_out(database: Database, *reports: Report) -> None:
    """Import reports as a person does."""
    lines = "".join(f"{report_json.to_line(each)}\n" for each in reports)
    await asyncio.to_thread(import_documents, database, [Document("reports.jsonl", lines.encode())])


@pytest.fixture(autouse=True)
async def archive(tmp_path: Path) -> None:
    """Have an old report before the bot starts."""
    with Database.open(tmp_path / "quarterdeck.db") as database:
        await comes_out(database, OLD)


def notes(*users: RawConnection) -> list[str]:
    """Return all notes that people got, as `NICK: text`."""
    found = (NOTE.search(line) for user in users for line in user.lines)
    return [f"{note[1]}: {note[2]}" for note in found if note]


@pytest.mark.parametrize("services", ["atheme", "anope"])
async def test_a_note_comes_when_its_account_is_next_seen_and_only_there(services: str, tmp_path: Path) -> None:
    with ircd.running(f"inspircd+{services}") as server:
        await asyncio.gather(server.account("alice", "secret99"), server.account("mallory", "secret99"))
        async with await server.user("mallory") as mallory:
            await logs_in(mallory, "mallory")
            await enters(mallory)
            async with bot(tmp_path, server.port, channels="announce = true") as database:
                await mallory.sees(":deck!.* JOIN")
                await comes_out(database, OLD)
                async with await server.user("alice") as alice:
                    await logs_in(alice, "alice")
                    await enters(alice)
                    assert "so far, lately Lantern file system" in await asks(alice, "follow lantren", "deck")
                    assert await asks(alice, "following", "deck") == "You follow 1: lantern (project)"
                    assert await asks(alice, "!following") == (
                        "You follow 1; ask me in private what, as that is nobody else's business."
                    )
                await mallory.sees(":alice!.* QUIT")
                await comes_out(database, NEWS)
                await mallory.sees("PRIVMSG #harbour :New FreeBSD status report: Q1 2031")
                mallory.send("NICK alice")
                await mallory.sees(" NICK :?alice")
                assert await asks(mallory, "following", "deck") == "You follow nothing; help follow tells how."
                async with await server.user("elsewhere") as alice:
                    await logs_in(alice, "alice")
                    await enters(alice)
                    text = (await alice.sees(NOTE.pattern))[2]
                    assert (
                        text
                        == f"You follow lantern; new in Q1 2031: Lantern file system (Kernel): Ada Brückner. {NEWS.url}"
                    )
                    assert await asks(alice, "!ping still here") == "still here"
                    await mallory.sync()
                    assert notes(alice) == [f"elsewhere: {text}"]
                    assert notes(mallory) == []


async def test_who_is_there_gets_it_at_once_and_who_was_there_before_the_bot_when_it_comes(tmp_path: Path) -> None:
    with ircd.running("inspircd+atheme") as server:
        await server.account("alice", "secret99")
        async with await server.user("anna") as alice, await server.user("eve") as eve:
            await logs_in(alice, "alice")
            await enters(eve)
            async with bot(tmp_path, server.port, channels="announce = true") as database:
                await eve.sees(":deck!.* JOIN")
                assert "You follow the category Kernel" in await asks(alice, "follow kernel", "deck")
                await comes_out(database, NEWS)
                await alice.sees("You follow Kernel; new in Q1 2031: Lantern")
                await eve.sees("PRIVMSG #harbour :New FreeBSD status report: Q1 2031")
            await eve.sees(":deck!.* QUIT")
            with Database.open(tmp_path / "quarterdeck.db") as database:
                await comes_out(database, LATER)
            async with bot(tmp_path, server.port, channels="announce = true"):
                await alice.sees("You follow Kernel; new in Q2 2031: Lantern")
                await eve.sees("PRIVMSG #harbour :New FreeBSD status report: Q2 2031")
                assert "do not follow the category Kernel any more" in await asks(alice, "unfollow kernal", "deck")
            assert len(notes(alice)) == 2
            assert notes(eve) == []


async def test_where_the_server_knows_no_accounts_nobody_can_follow(tmp_path: Path) -> None:
    with ircd.running("ngircd") as server:
        async with await client(server.port, "alice") as alice:
            await enters(alice)
            async with bot(tmp_path, server.port):
                await alice.sees(":deck!.* JOIN")
                no = "This server shows me no services accounts, so I could not know you again: nobody can follow here."
                assert await asks(alice, "!follow lantern") == no
                assert await asks(alice, "following", "deck") == no


async def test_who_is_not_logged_in_hears_what_to_do(tmp_path: Path) -> None:
    with ircd.running("inspircd") as server:
        async with await client(server.port, "alice") as alice:
            await enters(alice)
            async with bot(tmp_path, server.port):
                await alice.sees(":deck!.* JOIN")
                assert await asks(alice, "!follow lantern") == (
                    "Log in to a services account first (/msg NickServ HELP tells how), so that I know you again."
                )
