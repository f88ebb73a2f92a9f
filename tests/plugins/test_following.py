"""What people say to follow something, and what the bot says back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.managed import Managed, managed

LOGIN = "Log in to a services account first (/msg NickServ HELP tells how), so that I know you again."


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Managed]:
    with managed(tmp_path) as started:
        yield started


async def test_somebody_follows_and_unfollows(bot: Managed) -> None:
    assert await bot.says("eve", "follow lanternsf", None) == [
        "lanternsf → lanternfs: you follow lanternfs: 2 entries so far, lately Lanternfs 4.2 (Q1 2021)."
        " When a new report has more, I tell you in private. unfollow lanternfs ends that."
    ]
    assert await bot.says("eve", "!follow quay systems") == [
        "You follow the sponsor Quay Systems: 2 entries so far, lately Porting KStars to the Beagle board (Q4 2021)."
        " When a new report has more, I tell you in private. !unfollow Quay Systems ends that."
    ]
    assert await bot.says("eve", "follow lanternfs", None) == ["You follow lanternfs already."]
    assert await bot.says("eve", "following", None) == ["You follow 2: lanternfs (project), Quay Systems (sponsor)"]
    assert await bot.says("eve", "!unfollow quay") == ["You do not follow the sponsor Quay Systems any more."]
    assert await bot.says("eve", "unfollow quay", None) == [
        "You follow nothing called quay; following, in private, shows what you do."
    ]


async def test_in_a_channel_nobody_learns_what_somebody_follows(bot: Managed) -> None:
    await bot.says("eve", "follow lanternfs", None)
    await bot.says("eve", "follow tidewheel", None)
    await bot.says("eve", "follow person harbour team", None)
    await bot.says("eve", "follow project harbour team", None)
    assert await bot.says("eve", "!following") == [
        "You follow 4; ask me in private what, as that is nobody else's business."
    ]
    assert await bot.says("eve", "!unfollow harbour") == ["You follow several such things; say it in private."]
    assert await bot.says("eve", "unfollow harbour", None) == [
        "Did you mean person Harbour Team or project Harbour Team?"
    ]
    assert await bot.says("alice", "following", None) == ["You follow nothing; help follow tells how."]
    assert bot.deeds() == ()


@pytest.mark.parametrize("text", ["!follow lanternfs", "!unfollow lanternfs", "!following"])
async def test_who_has_no_account_hears_how_to_get_one_or_that_it_cannot_be_had_there(bot: Managed, text: str) -> None:
    assert await bot.says("nobody", text) == [LOGIN]
    bot.net.tells_accounts = False
    (reply,) = await bot.says("nobody", text)
    assert reply == "This server shows me no services accounts, so I could not know you again: nobody can follow here."


async def test_an_account_counts_on_the_servers_word_only(bot: Managed) -> None:
    assert await bot.says("nobody", "!following", account="eve") == [LOGIN]
