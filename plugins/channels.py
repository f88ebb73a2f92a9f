"""What holds in a channel, for those who manage it."""

from bot.plugin import Channel, Context, Right, UsageError, command
from config.settings import ChannelSettings
from config.spoken import described


@command("channel show", example="channel show #freebsd", right=Right.OPERATOR)
def show(ctx: Context, channel: Channel) -> list[str]:
    """Show a channel's settings, where each comes from and who set it when; those at their default last."""
    explained = ctx.running.channels.explained(ctx.asker.network, channel)
    groups: dict[str, list[str]] = {}
    for each in explained:
        groups.setdefault(each.source, []).append(f"{each.key} {each.value}")
    default = groups.pop("", [])
    chosen = [f"{'; '.join(settings)} ({source})" for source, settings in groups.items()]
    name = ctx.running.channels.target(ctx.asker.network, channel).channel
    return [f"{name}: {'. '.join(chosen) or 'nothing is set'}.", f"By default: {'; '.join(default)}."]


@command("channel set", example="channel set #freebsd style digest", right=Right.OPERATOR)
async def set_(ctx: Context, channel: Channel, key: str, value: str) -> str:
    """Set a setting of a channel, at once and for good; channel help lists them."""
    key = key.lower()
    if key == "commands":
        _check_commands(ctx, value)
    before, after = await ctx.running.channels.set(ctx.asker, channel, key, value, ctx.now)
    name = ctx.running.channels.target(ctx.asker.network, channel).channel
    if before == after:
        return f"{name}: {key} is {after}, as it was."
    return f"{name}: {key} was {before} and is {after} now."


@command("channel unset", example="channel unset #freebsd style", right=Right.OPERATOR)
async def unset(ctx: Context, channel: Channel, key: str) -> str:
    """Forget what was set with channel set, so that the configuration holds again."""
    before, after = await ctx.running.channels.unset(ctx.asker, channel, key.lower(), ctx.now)
    name = ctx.running.channels.target(ctx.asker.network, channel).channel
    return f"{name}: {key.lower()} was {before} and is {after} again."


@command("channel help", example="channel help style")
def help_(ctx: Context, key: str = "") -> str:
    """Show which settings a channel has, or what one of them is."""
    if not key:
        return f"Settings: {', '.join(ChannelSettings.model_fields)}. {ctx.prefix}channel help KEY tells more."
    return described(key.lower())


def _check_commands(ctx: Context, value: str) -> None:
    """Refuse names of commands that there are not: they would be accepted and do nothing."""
    for name in (each.strip().lower() for each in value.split(",")):
        if name and name != "none" and name not in ctx.commands:
            raise UsageError(f"There is no command {name}; {ctx.prefix}help lists them.")
