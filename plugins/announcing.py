"""New reports in the channels: what would be said, say it, never say it, what was said."""

from bot.answers.model import NO_REPORTS
from bot.answers.refusals import no_report
from bot.model import Report
from bot.plugin import Channel, Context, Right, Span, UsageError, command
from bot.store.news import Settling
from bot.store.outbox import Item


@command("announce preview", example="announce preview #freebsd last", right=Right.OPERATOR)
def preview(ctx: Context, channel: Channel, period: Span | None = None) -> list[str]:
    """Show what would be said in a channel about a report, the newest unless a period is given."""
    target = ctx.running.channels.managed(ctx.asker.network, channel)
    return ctx.running.announcer.preview(_report(ctx, period).id, target)


@command("announce now", example="announce now 2025q3", right=Right.ADMIN)
async def now(ctx: Context, period: Span, channel: Channel | None = None) -> str:
    """Announce a report now, in one channel or in all that want announcements; a changed one as corrected."""
    report = _report(ctx, period)
    targets = [ctx.running.channels.managed(ctx.asker.network, channel)] if channel else None
    deed = ctx.asker.did(f"announce now {report.period}", ctx.now, channel=channel or "")
    made = await ctx.running.announcer.announce_now(report.id, targets, deed)
    if not made:
        return f"Nothing to say: no place wants announcements, or all have had {report.period} as it is now."
    return f"{report.period} is announced in {_places(made)} now; announce status tells how it goes."


@command("announce skip", example="announce skip 2025q3", right=Right.ADMIN)
async def skip(ctx: Context, period: Span) -> str:
    """Never announce a report, and not what is left of it."""
    report = _report(ctx, period)
    left = await ctx.running.announcer.skip(report.id, ctx.asker.did(f"announce skip {report.period}", ctx.now))
    return f"{report.period} is not announced any more; it was still to be said in {_places(left)}."


@command("announce status", example="announce status last", right=Right.ADMIN)
def status(ctx: Context, period: Span | None = None) -> list[str]:
    """Show what was announced where and what became of it, of a report or the newest of all."""
    wanted = _report(ctx, period).id if period else None
    waiting = [_waiting(ctx, each) for each in ctx.running.announcer.settling() if wanted in {None, each.report}]
    items = ctx.running.announcer.status(wanted)
    about = {_about(ctx, item): [each for each in items if _about(ctx, each) == _about(ctx, item)] for item in items}
    told = [f"{what}: {'; '.join(map(_fate, each))}." for what, each in about.items()]
    return [*waiting, *told] or ["Nothing was announced yet."]


def _report(ctx: Context, span: Span | None) -> Report:
    """Return the report that a period means, without one the newest; UsageError if there is none."""
    if not ctx.archive.reports:
        raise UsageError(NO_REPORTS)
    if span is None:
        return ctx.archive.newest
    found = ctx.archive.covering(span)
    if not found:
        raise UsageError(no_report(ctx.archive, span).reply[0])
    return found[0]


def _waiting(ctx: Context, news: Settling) -> str:
    """Return until when a new report waits: `Q3 2025: settling until 2025-11-23 14:35 UTC`."""
    period = next((str(each.period) for each in ctx.archive.reports if each.id == news.report), news.report)
    why = f": {news.unfinished}" if news.unfinished else ""
    return f"{period}: settling until {news.ready:%Y-%m-%d %H:%M} UTC{why}."


def _about(ctx: Context, item: Item) -> str:
    """Return what a message is about: `Q3 2025`, `Q3 2025 (correction)`, `deadline 2025Q4 call`."""
    period = next((str(each.period) for each in ctx.archive.reports if each.id == item.report), None)
    if period is None:
        return f"{item.kind} {item.subject}"
    return period if item.kind == "report" else f"{period} ({item.kind})"


def _fate(item: Item) -> str:
    """Return what became of a message: `#freebsd confirmed 2025-11-23 14:20 UTC`, `#pf pending: cannot send`."""
    where = item.target if item.way == "irc" else f"{item.way} {item.target}"
    why = f": {item.reason}" if item.reason and item.state != "confirmed" else ""
    return f"{where} {item.state} {item.changed:%Y-%m-%d %H:%M} UTC{why}"


def _places(count: int) -> str:
    return "1 place" if count == 1 else f"{count} places"
