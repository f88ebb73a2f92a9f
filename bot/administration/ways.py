"""All ways out of the bot for announcements, and the places at their ends."""

from collections.abc import Callable, Mapping

from bot.channels import Channels
from bot.delivery import Target, WayOut
from bot.delivery.irc import IrcDelivery
from bot.delivery.person import PersonDelivery
from bot.delivery.webhook import WebhookDelivery
from bot.following import NOTES
from bot.irc.network import Network
from bot.store import outbox
from bot.store.database import Database
from config.settings import WebhookSettings, Wishes


class Ways:
    """The ways out by name; `people_came` is called when somebody shows up for whom there is a note."""

    def __init__(
        self,
        database: Database,
        networks: Mapping[str, Network],
        channels: Channels,
        webhooks: Callable[[], Mapping[str, WebhookSettings]],
        people_came: Callable[[], None],
    ) -> None:
        self._database, self._channels = database, channels
        self._webhooks = WebhookDelivery(webhooks)
        self.people = PersonDelivery(networks, people_came)
        self.out: dict[str, WayOut] = {
            IrcDelivery.way: IrcDelivery(networks),
            WebhookDelivery.way: self._webhooks,
            PersonDelivery.way: self.people,
        }

    def places(self) -> dict[Target, Wishes]:
        """Return the places to announce to now."""
        return {**self._channels.targets(), **self._webhooks.targets()}

    def everywhere(self) -> dict[Target, Wishes]:
        """Return these places, and the people for whom there is still a note."""
        waiting = outbox.waiting(self._database.reader, PersonDelivery.way)
        return self.places() | {Target(network, account, way): NOTES for way, network, account in waiting}
