"""The running bot in the hands of those who run it: how it is doing, look for reports, reload, end."""

from bot.plugin import Context, Right, command


@command("status", example="status", right=Right.ADMIN)
def status(ctx: Context) -> list[str]:
    """Say how the bot is doing on each network, with its sources, its archive and its announcements."""
    return ctx.running.operations.status()


@command("import", example="import 2024q4", right=Right.OWNER)
async def import_(ctx: Context, period_or_url: str = "") -> list[str]:
    """Look for new reports now, or read those of a period or the page at an address again."""
    return await ctx.running.operations.import_(ctx.asker, period_or_url)


@command("reload", example="reload", right=Right.OWNER)
async def reload(ctx: Context) -> str:
    """Read the configuration again and follow what has changed, without connecting anew where that can be."""
    return await ctx.running.operations.reload(ctx.asker)


@command("quit", example="quit an update", right=Right.OWNER)
async def quit_(ctx: Context, reason: str = "") -> str:
    """End the bot, with a reason for the networks."""
    await ctx.running.operations.quit(ctx.asker, reason)
    return "Goodbye."
