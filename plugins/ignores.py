"""Whom the bot does not answer."""

from datetime import timedelta

from bot.ignores import said
from bot.plugin import Context, Right, command


@command("ignore add", example="ignore add *!*@192.0.2.1 for 2h flooding", right=Right.ADMIN)
async def add(ctx: Context, mask: str, lasting: timedelta | None = None, reason: str = "") -> str:
    """Answer somebody no longer, for a time or for good: nick!user@host with * and ?, or account:NAME."""
    until = ctx.now + lasting if lasting else None
    return f"I ignore {said(await ctx.running.ignores.add(ctx.asker, mask, until, reason, ctx.now))}."


@command("ignore list", example="ignore list", right=Right.ADMIN)
def list_(ctx: Context) -> list[str]:
    """Show who is ignored on this network, until when, why and by whom."""
    found = ctx.running.ignores.of(ctx.asker.network, ctx.now)
    return [f"{said(each)}, by {each.set_by}" for each in found] or ["Nobody is ignored here."]


@command("ignore remove", example="ignore remove *!*@192.0.2.1", right=Right.ADMIN)
async def remove(ctx: Context, mask: str) -> str:
    """Answer somebody again."""
    found = await ctx.running.ignores.remove(ctx.asker, mask, ctx.now)
    return f"I ignore {found.mask} no longer."
