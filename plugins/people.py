"""Who somebody is, and who works on a project."""

from bot.answers import routing
from bot.plugin import Answer, Context, Span, command


@command("contact", "who", example="contact bhyve")
def contact(ctx: Context, name: str, period: Span | None = None) -> Answer:
    """Show the contacts of a project; or of a person (name, login, address) what they report on."""
    return routing.who(ctx.archive, name, period)
