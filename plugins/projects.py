"""What happened to a project, when, where it is, and where help is wanted."""

from bot.answers import routing, topics
from bot.answers import tasks as tasks_of
from bot.plugin import Answer, Context, Span, command


@command("project", "p", example="project bhyve")
def project(ctx: Context, name: str, period: Span | None = None) -> Answer:
    """Show the newest entry about a project, or the one of a period. The name may be misspelt."""
    return topics.project(ctx.archive, name, period)


@command("history", example="history bhyve")
def history(ctx: Context, project: str) -> Answer:
    """Show in which reports a project stands, first to last, and what it was called before; or a person's."""
    return routing.history(ctx.archive, project)


@command("links", example="links bhyve")
def links(ctx: Context, project: str, period: Span | None = None) -> Answer:
    """Show the links of a project. Further words choose among them: links bhyve wiki."""
    return topics.links(ctx.archive, project, period, project)


@command("tasks", example="tasks bhyve")
def tasks(ctx: Context, project: str = "", period: Span | None = None) -> Answer:
    """Show where help is wanted in a project or category; without a name in all of the newest report."""
    return tasks_of.tasks(ctx.archive, project, period)


@command("search", "s", example="search wireless roaming")
def search(ctx: Context, words: str, period: Span | None = None) -> Answer:
    """Show the entries that fit best by the words of their texts, each with the sentence that has them."""
    return topics.search(ctx.archive, words, period)
