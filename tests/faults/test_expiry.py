"""A channel that stays closed: in the end the announcement is given up, and the owner hears of it."""

from pathlib import Path

import pytest

from tests import ircd
from tests.faults.people import HEADLINE
from tests.faults.stage import LATER, import_, stage

pytestmark = [pytest.mark.irc, pytest.mark.slow]


async def test_what_a_closed_channel_never_let_in_is_given_up_and_the_owner_told(news: Path, tmp_path: Path) -> None:
    with ircd.running("inspircd+atheme") as server:
        await server.account("olga", "secret99")
        channels = {"#harbour": 'expires = "3s"', "#open": ""}
        async with (
            await server.user("olga") as owner,
            stage(tmp_path, news, server, channels, network='flood.rate = 0.0\nowner = "account:olga"') as scene,
        ):
            owner.send("PRIVMSG NickServ :IDENTIFY secret99")
            await owner.sees(" 900 ")
            await scene.observer.does("MODE #harbour +i")
            await scene.start(quick=True)
            await scene.until(lambda rows: rows["#harbour"].state == "given up" if rows else False)
            assert "expired" in (scene.rows()["#harbour"].reason or "")
            await owner.sees(
                "deck!.* (NOTICE|PRIVMSG) olga :Given up for #harbour on lab: report report-2031-01-2031-03"
            )
            await scene.observer.does("MODE #harbour -i")
            await import_(scene.database, LATER)
            await scene.observer.now.sees("#harbour :New FreeBSD status report: Q2 2031")
            await scene.confirmed("#open")
            await scene.bot.end()
            assert HEADLINE not in scene.observer.heard()["#harbour"]
            assert scene.observer.heard()["#open"].count(HEADLINE) == 1
