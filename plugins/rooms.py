"""In which channels the bot is."""

from bot.plugin import Channel, Context, Right, command


@command("join", example="join #freebsd", right=Right.ADMIN)
async def join(ctx: Context, channel: Channel, key: str = "") -> str:
    """Go to a channel and stay, also after a restart; with its key if it has one."""
    target = await ctx.running.channels.join(ctx.asker, channel, key, ctx.now)
    why = await ctx.running.channels.arrived(target)
    if why == "":
        return f"I am in {target.channel}, and stay there, also after a restart."
    return (
        f"I am not in {target.channel} yet: {why or 'no answer from the server'}. I go on trying, also after a restart."
    )


@command("part", example="part #freebsd", right=Right.ADMIN)
async def part(ctx: Context, channel: Channel) -> str:
    """Leave a channel and stay away, also after a restart, until join."""
    target = await ctx.running.channels.part(ctx.asker, channel, ctx.now)
    return f"I have left {target.channel} and stay away, also after a restart, until join {target.channel}."
