"""Personal notes: what somebody follows, by their services account; nobody else learns what it is."""

from bot.answers.lines import choices, compose, pack
from bot.plugin import Context, UsageError, command
from bot.search.items import Item
from bot.store.follows import Subject


@command("follow", example="follow kernel")
async def follow(ctx: Context, name: str) -> str:
    """Get a note in private whenever a new report has an entry on a project, person, category or sponsor.

    The name may be misspelt; it may begin with what it is: follow sponsor netflix. Needs a services account.
    """
    account, following = _account(ctx), ctx.running.following
    found, entries = await following.follow(ctx.asker.network, account, name, ctx.now)
    note = ", ".join(f"{asked} → {read}" for asked, read in found.corrections)
    head = f"{note}: you" if note else "You"
    end = f"When a new report has more, I tell you in private. {ctx.prefix}unfollow {found.subject.name} ends that."
    return compose(f"{head} follow {_called(found.subject)}:", _so_far(entries), end)


@command("unfollow", example="unfollow kernel")
async def unfollow(ctx: Context, name: str) -> str:
    """Follow something no more; the name may be short or misspelt."""
    found = await ctx.running.following.unfollow(ctx.asker.network, _account(ctx), name)
    if not found:
        return compose(
            "You follow nothing called", f"{name};", f"{ctx.prefix}following, in private, shows what you do."
        )
    if len(found) > 1:
        names = choices([f"{each.kind} {each.name}" for each in found])
        several = "You follow several such things; say it in private."
        return several if ctx.asker.channel else f"Did you mean {names}?"
    return compose("You do not follow", _called(found[0]), "any more.")


@command("following", example="following")
async def following(ctx: Context) -> tuple[str, ...]:
    """Show what you follow; in private."""
    followed = ctx.running.following.of(ctx.asker.network, _account(ctx))
    if not followed:
        return (f"You follow nothing; {ctx.prefix}help follow tells how.",)
    if ctx.asker.channel is not None:
        return (f"You follow {len(followed)}; ask me in private what, as that is nobody else's business.",)
    return pack(f"You follow {len(followed)}:", [f"{each.name} ({each.kind})" for each in followed])


def _account(ctx: Context) -> str:
    """Return the account of who asks, on the server's word; UsageError if there is none."""
    if ctx.asker.account:
        return ctx.asker.account
    if not ctx.running.following.works(ctx.asker.network):
        raise UsageError(
            "This server shows me no services accounts, so I could not know you again: nobody can follow here."
        )
    raise UsageError("Log in to a services account first (/msg NickServ HELP tells how), so that I know you again.")


def _called(subject: Subject) -> str:
    return subject.name if subject.kind in {"project", "person"} else f"the {subject.kind} {subject.name}"


def _so_far(entries: list[Item]) -> str:
    if not entries:
        return "no entries so far."
    count = f"{len(entries)} entr{'ies' if len(entries) != 1 else 'y'} so far, lately"
    return f"{count} {entries[0].entry.title} ({entries[0].report.period})."
