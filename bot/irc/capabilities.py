"""Which IRCv3 capabilities the bot asks for, and which it has: pure bookkeeping of CAP."""

from bot.irc.wire import Line

# By name only: InspIRCd refuses `inspircd.org/poison`, and with it whatever stands in the same line.
WANTED = (
    "account-notify",
    "account-tag",
    "batch",
    "cap-notify",
    "chghost",
    "draft/multiline",
    "echo-message",
    "extended-join",
    "invite-notify",
    "labeled-response",
    "message-tags",
    "multi-prefix",
    "server-time",
    "setname",
    "userhost-in-names",
)
_REQUEST_BYTES = 400


class Capabilities:
    """What the server offers (with values), what was asked for, what is on."""

    def __init__(self, wanted: tuple[str, ...] = WANTED) -> None:
        self._wanted = wanted
        self._asked: set[str] = set()
        self.offered: dict[str, str] = {}
        self.active: set[str] = set()
        self.listed = False

    @property
    def settled(self) -> bool:
        """Tell whether the list is complete and every request has its answer."""
        return self.listed and not self._asked

    def receive(self, line: Line) -> list[str]:
        """Take one CAP line in and return the lines to send for it."""
        kind, rest = line.param(1).upper(), line.params[2:]
        names = rest[-1].split() if rest else []
        if kind in {"LS", "NEW"}:
            if kind == "LS" and self.listed:  # a new list, asked for later
                self.offered, self.listed = {}, False
            self.offered |= {name: value for name, _, value in (item.partition("=") for item in names)}
            if kind == "LS" and len(rest) > 1 and rest[0] == "*":
                return []
            self.listed = True
            return self._request([name for name in self._wanted if name in self.offered])
        if kind == "DEL":
            for name in names:
                self.offered.pop(name, None)
                self.active.discard(name)
        elif kind == "ACK":
            self._acknowledge(names)
        elif kind == "NAK":
            return self._retry(names)
        return []

    def _request(self, names: list[str]) -> list[str]:
        """Ask for what is neither on nor asked for already, in as few lines as they fit."""
        lines: list[str] = []
        batch: list[str] = []
        for name in [name for name in names if name not in self.active | self._asked]:
            if len(" ".join([*batch, name])) > _REQUEST_BYTES:
                lines.append(f"CAP REQ :{' '.join(batch)}")
                batch = []
            batch.append(name)
            self._asked.add(name)
        return [*lines, f"CAP REQ :{' '.join(batch)}"] if batch else lines

    def _acknowledge(self, names: list[str]) -> None:
        for name in names:
            self._asked.discard(name.lstrip("-"))
            if name.startswith("-"):
                self.active.discard(name[1:])
            else:
                self.active.add(name)

    def _retry(self, names: list[str]) -> list[str]:
        """Ask one by one for what was refused together; what is refused alone is given up."""
        known = [name for name in names if name in self._asked]
        if len(known) > 1:
            return [f"CAP REQ :{name}" for name in known]
        self._asked.difference_update(known)
        return []
