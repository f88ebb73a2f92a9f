"""Who changed what."""

from bot.plugin import Context, Right, command
from bot.store.audit import Deed

_USUAL, _MOST = 5, 50


@command("audit", example="audit 10", right=Right.OWNER)
def audit(ctx: Context, count: int = _USUAL) -> list[str]:
    """Show the last changes, newest first: when, who, where, what, before and after."""
    return [_line(each) for each in ctx.running.audit(min(count, _MOST))] or ["Nothing was changed yet."]


def _line(deed: Deed) -> str:
    who = deed.who if deed.who.removeprefix("account:") == deed.nick else f"{deed.who} ({deed.nick})"
    where = f"{deed.network} {deed.channel}".rstrip()
    change = f": {deed.before or 'nothing'} → {deed.after or 'nothing'}" if deed.before or deed.after else ""
    return f"{deed.at:%Y-%m-%d %H:%M} UTC {who} on {where}: {deed.command}{change}"
