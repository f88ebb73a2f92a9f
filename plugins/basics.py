"""The bot itself: help, more, about, ping."""

import bot
from bot.plugin import Context, Right, UsageError, command

_WHO_MAY = {
    Right.OPERATOR: "the channel's operators, where the configuration lets them, and admins",
    Right.ADMIN: "admins",
    Right.OWNER: "the owner",
}


@command("help", "commands", example="help project")
def help_(ctx: Context, command: str = "") -> list[str]:
    """Show all commands, or how one is used."""
    name = " ".join(command.lower().removeprefix(ctx.prefix).split())
    if not name:
        ask = "Or ask in plain English: who works on bhyve?"
        every, managing = (", ".join(_first_words(ctx, managing=managing)) for managing in (False, True))
        return [f"Commands: {every}. For managers: {managing}. {ctx.prefix}help COMMAND tells more. {ask}"]
    if members := sorted(each for each in ctx.commands if each.startswith(f"{name} ")):
        return [f"{', '.join(members)}. {ctx.prefix}help {members[-1]} tells more."]
    if name not in ctx.commands:
        raise UsageError(f"There is no command {name}; {ctx.prefix}help lists them.")
    found = ctx.commands[name]
    also = f" Also: {', '.join(found.names[1:])}." if found.names[1:] else ""
    who = f" For {_WHO_MAY[found.right]}." if found.right else ""
    return [f"{ctx.prefix}{found.usage}: {found.help} Example: {ctx.prefix}{found.example}.{also}{who}"]


def _first_words(ctx: Context, *, managing: bool) -> list[str]:
    """Return the commands for everybody or for managers; a family of two words counts by its highest right."""
    rights: dict[str, Right] = {}
    for each in ctx.commands.values():
        word = each.name.partition(" ")[0]
        rights[word] = max(rights.get(word, Right.EVERYBODY), each.right)
    return sorted(word for word, right in rights.items() if (right > Right.EVERYBODY) is managing)


@command("more", example="more")
def more(ctx: Context) -> list[str]:
    """Show the rest of your last answer."""
    return list(ctx.more()) or ["There is no more."]


@command("about", "version", example="about")
def about(ctx: Context) -> str:
    """Say what this bot is."""
    known = f", the newest is {ctx.archive.newest.period}" if ctx.archive.reports else ", but has none yet"
    return f"quarterdeck {bot.__version__}: the FreeBSD status reports on IRC{known}. {ctx.prefix}help"


@command("ping", example="ping words")
def ping(ctx: Context, words: str = "") -> str:
    """Answer with your words."""
    del ctx
    return words or "pong"
