"""Which modes of a channel a MODE line sets and takes away, and for whom."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.irc.isupport import ISupport

_USUAL = "beI,k,l,imnpst"  # CHANMODES where the server does not tell: RFC 2811


class ModeChange(NamedTuple):
    """One mode that was set or taken away; `argument` is empty for a mode without."""

    set: bool
    mode: str
    argument: str


def mode_changes(isupport: ISupport, params: Sequence[str]) -> Iterator[ModeChange]:
    """Yield the changes in what follows the channel in a MODE line: `+o-v`, `eve`, `bob`.

    Which modes take an argument stands in CHANMODES and PREFIX (https://modern.ircdocs.horse/#mode-message).
    """
    lists, always, when_set, *_ = [*isupport.text("CHANMODES", _USUAL).split(","), "", "", ""]
    with_argument = {*lists, *always, *isupport.prefixes.values()}
    arguments = iter(params[1:])
    setting = True
    for letter in params[0] if params else "":
        if letter in "+-":
            setting = letter == "+"
        elif letter in with_argument or (setting and letter in when_set):
            yield ModeChange(setting, letter, next(arguments, ""))
        else:
            yield ModeChange(setting, letter, "")
