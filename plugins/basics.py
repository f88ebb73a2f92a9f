"""The bot itself: help, more, about, ping."""

from importlib.metadata import version

from bot.plugin import Context, UsageError, command


@command("help", "commands", example="help project")
def help_(ctx: Context, command: str = "") -> list[str]:
    """Show all commands, or how one is used."""
    name = command.lower().removeprefix(ctx.prefix)
    if not name:
        mains = sorted({each.name for each in ctx.commands.values()})
        ask = "Or ask in plain English: who works on bhyve?"
        return [f"Commands: {', '.join(mains)}. {ctx.prefix}help COMMAND tells more. {ask}"]
    if name not in ctx.commands:
        raise UsageError(f"There is no command {name}; {ctx.prefix}help lists them.")
    found = ctx.commands[name]
    also = f" Also: {', '.join(found.names[1:])}." if found.names[1:] else ""
    return [f"{ctx.prefix}{found.usage}: {found.help} Example: {ctx.prefix}{found.example}.{also}"]


@command("more", example="more")
def more(ctx: Context) -> list[str]:
    """Show the rest of your last answer."""
    return list(ctx.more()) or ["There is no more."]


@command("about", "version", example="about")
def about(ctx: Context) -> str:
    """Say what this bot is."""
    known = f", the newest is {ctx.archive.newest.period}" if ctx.archive.reports else ", but has none yet"
    return f"quarterdeck {version('quarterdeck')}: the FreeBSD status reports on IRC{known}. {ctx.prefix}help"


@command("ping", example="ping words")
def ping(ctx: Context, words: str = "") -> str:
    """Answer with your words."""
    del ctx
    return words or "pong"
