"""Whole reports: what is in them, what changed, who paid, and the archive as a whole."""

from bot.answers import calendar, reports, sponsors, topics
from bot.plugin import Answer, Context, Span, command


@command("report", "r", example="report last")
def report(ctx: Context, period: Span | None = None) -> Answer:
    """Show a report's number of entries, categories and address; without a period the newest one's."""
    return reports.report(ctx.archive, period)


@command("entries", example="entries kernel last")
def entries(ctx: Context, category: str = "", period: Span | None = None) -> Answer:
    """Show the titles of a report's entries, of one category or of all."""
    return reports.titles(ctx.archive, category, period)


@command("changes", example="changes last")
def changes(ctx: Context, period: Span | None = None) -> Answer:
    """Show which projects are new, back again or gone, against the report before."""
    return reports.changes(ctx.archive, period)


@command("sponsor", example="sponsor FreeBSD Foundation")
def sponsor(ctx: Context, name: str, period: Span | None = None) -> Answer:
    """Show what a sponsor paid for, or who paid for a project."""
    return sponsors.sponsor_or_payers(ctx.archive, name, period)


@command("deadline", "deadlines", example="deadline")
def deadline(ctx: Context) -> Answer:
    """Show the next call, reminder and deadline for submissions, with the days left."""
    return calendar.deadline(ctx.now.date())


@command("stats", example="stats")
def stats(ctx: Context) -> Answer:
    """Show the archive in one line."""
    return reports.stats(ctx.archive)


@command("random", example="random")
def random(ctx: Context) -> Answer:
    """Show an entry by chance."""
    if not ctx.archive.items:
        return reports.stats(ctx.archive)
    return topics.about(ctx.archive, ctx.random.choice(ctx.archive.items))
