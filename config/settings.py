"""Every setting: its key, type, default and words."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from config.values import (
    ChannelName,
    Duration,
    ExistingFile,
    Fingerprints,
    Host,
    Hours,
    HttpUrl,
    Line,
    Listen,
    Nick,
    Nicks,
    Place,
    Port,
    Prefix,
    Secret,
    Servers,
    Texts,
    TimeZone,
    UserName,
    Who,
    address,
)

Mechanism = Literal["EXTERNAL", "SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN", "ECDSA-NIST256P-CHALLENGE"]
Seconds = Annotated[float, Field(gt=0, le=86400)]


class Section(BaseModel):
    """A table of the configuration: unknown keys and values of another type are errors, nothing changes later."""

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        validate_default=True,
    )


class ArchiveSettings(Section):
    """Where the reports are kept."""

    database: Place | None = None
    """The database file. Default: quarterdeck.db in data_dir."""


class SourceSettings(Section):
    """A place where reports come from: a site or a folder."""

    url: HttpUrl | None = None
    """The site's index page of reports. Either url or path."""
    path: Place | None = None
    """A folder with reports in any form. Either url or path."""
    every: Duration = timedelta(hours=1)
    """How often to look for a new report."""
    settle: Duration = timedelta(minutes=15)
    """For how long a new report of a site must not have changed before it is announced."""


class Wishes(Section):
    """What is to be announced in a place."""

    announce: bool = False
    """Announce new reports."""
    deadlines: bool = False
    """Announce calls for reports, reminders and deadlines for submissions."""
    categories: Texts = ()
    """Show only entries of these categories. Empty: of all."""
    keywords: Texts = ()
    """Show only entries that have one of these words. Empty: all."""
    people: Texts = ()
    """Show only entries with one of these contacts. Empty: all."""
    sponsors: Texts = ()
    """Show only entries with one of these sponsors. Empty: all."""
    expires: Duration = timedelta(days=14)
    """How long to try to announce something before it is given up."""


class ChannelSettings(Wishes):
    """How the bot behaves in a channel."""

    style: Literal["headline", "digest", "entries"] = "headline"
    """How much of a new report is shown: its headline, the titles by category, or a line for each entry."""
    max_lines: Annotated[int, Field(ge=1, le=100)] = 10
    """At most so many lines for a new report; the rest stands behind its link."""
    notice: bool = False
    """Announce by NOTICE, which other bots leave unanswered, and not by message."""
    quiet: Hours = ""
    """Hours in which nothing is announced, as in "22:00-07:00"; it waits until they end. Empty: none."""
    timezone: TimeZone = "UTC"
    """The time zone of the quiet hours, as in "Europe/Berlin"."""
    dates: Literal["month-day", "day-month", "iso"] = "month-day"
    """How the days of deadlines are written: December 31, 31 December or 2025-12-31."""
    prefix: Prefix = "!"
    """What a command starts with, as in !help."""
    commands: Texts = ()
    """Only these commands, and questions that they answer, are answered. Empty: all."""
    cooldown: Duration = timedelta(seconds=3)
    """How long somebody waits for each further answer after several in a row."""
    operators: bool = False
    """Let the channel's operators manage the bot there. Only an admin can change this from IRC."""

    def changed(self, values: dict[str, Any]) -> Self:
        """Return these settings with a later layer over them; pydantic.ValidationError if a value is wrong."""
        return self.model_validate(self.model_dump() | values)


class TlsSettings(Section):
    """How the connection is encrypted and the server recognised."""

    enabled: bool = True
    """Connect with TLS."""
    verify: bool = True
    """Check the server's certificate: its chain and host name."""
    ca_file: ExistingFile | None = None
    """Certificate authorities to trust instead of the system's."""
    fingerprints: Fingerprints = ()
    """sha256: or sha512: digests of certificates. Not empty: the server is accepted if and only if listed."""
    client_certificate: ExistingFile | None = None
    """The bot's own certificate, for SASL EXTERNAL."""
    client_key: ExistingFile | None = None
    """The private key to it. Default: in client_certificate."""
    sts: bool = True
    """Follow the server's strict transport security."""


class SaslSettings(Section):
    """How the bot logs in to its services account; without this table it does not."""

    mechanisms: Annotated[tuple[Mechanism, ...], Field(strict=False, min_length=1)] = ("SCRAM-SHA-256", "PLAIN")
    """The ways to log in, tried in this order."""
    username: UserName | None = None
    """The account. Default: the nick."""
    password: Secret | None = None
    """The account's password. Better: password_file."""
    password_file: ExistingFile | None = None
    """A file with the password, readable by its owner only."""
    ecdsa_key_file: ExistingFile | None = None
    """The private key for ECDSA-NIST256P-CHALLENGE."""
    required: bool = True
    """Leave the network rather than go on without the account."""
    timeout: Seconds = 15.0
    """Seconds for the whole exchange."""


class ReconnectSettings(Section):
    """How long to wait before connecting again."""

    min_delay: Seconds = 5.0
    """Seconds before the first attempt; doubled after every failure."""
    max_delay: Seconds = 300.0
    """Seconds that a pause never exceeds."""


class FloodSettings(Section):
    """How fast the bot may talk."""

    burst: Annotated[int, Field(ge=1, le=1000)] = 5
    """Lines that may go out at once."""
    rate: Annotated[float, Field(ge=0, le=1000)] = 1.0
    """Lines a second after that. 0: no limit, nor one for who asks too often; for servers of one's own."""


class Defaults(ChannelSettings):
    """What holds for every network and channel that does not say otherwise."""

    nick: Nick = "quarterdeck"
    """The bot's nick."""
    alt_nicks: Nicks = ()
    """Nicks to try, in this order, when the nick is taken; after them come numbered ones."""
    username: UserName = Field(default_factory=lambda before: before["nick"])
    """The user name. Default: the nick."""
    realname: Line = Field(default_factory=lambda before: before["nick"])
    """What WHOIS shows. Default: the nick."""
    password: Secret | None = None
    """The server's password, sent with PASS. Better: password_file."""
    password_file: ExistingFile | None = None
    """A file with the password, readable by its owner only."""
    admins: Annotated[tuple[Who, ...], Field(strict=False)] = ()
    """Who may manage the bot: account:NAME or certfp:sha256:DIGITS."""
    owner: Who | None = None
    """Who may also stop it: account:NAME or certfp:sha256:DIGITS."""
    tls: TlsSettings = TlsSettings()
    sasl: SaslSettings | None = None
    reconnect: ReconnectSettings = ReconnectSettings()
    flood: FloodSettings = FloodSettings()


class NetworkSettings(Defaults):
    """An IRC network; the keys of a channel hold here for all its channels."""

    host: Host | None = None
    """The server. Either host or servers."""
    servers: Servers = ()
    """Several servers as "host:port", tried in turn."""
    port: Port = Field(default_factory=lambda before: 6697 if before["tls"].enabled else 6667)
    """The server's port. Default: 6697 with TLS, 6667 without."""
    channels: dict[ChannelName, ChannelSettings] = {}
    """The channels to join."""

    @property
    def addresses(self) -> tuple[tuple[str, int], ...]:
        """Return host and port of every server, in the order in which to try them."""
        found = [address(server) for server in self.servers] or [(self.host or "localhost", None)]
        return tuple((host, port or self.port) for host, port in found)


class WebSettings(Section):
    """The web side: pages, API, feeds, calendar, health and metrics; without this table there is none."""

    listen: Listen = "127.0.0.1:8080"
    """Address and port to listen on."""
    public_url: HttpUrl | None = None
    """The address under which others reach the pages."""
    managers_token: Secret | None = None
    """Who sends this token sees on /channels what is announced where. Better: managers_token_file."""
    managers_token_file: ExistingFile | None = None
    """A file with the token, readable by its owner only."""

    @property
    def address(self) -> tuple[str, int]:
        """Return host and port to listen on."""
        host, port = address(self.listen)
        return host, port or 8080


class WebhookSettings(Wishes):
    """An address that gets announcements by HTTP, for other programs."""

    announce: bool = True
    """Announce new reports."""
    url: HttpUrl
    """Where to POST what is announced."""
    secret: Secret | None = None
    """What the announcements are signed with, so that the receiver knows them. Better: secret_file."""
    secret_file: ExistingFile | None = None
    """A file with the secret, readable by its owner only."""


class Settings(Section):
    """The whole configuration."""

    data_dir: Place = Path("data")
    """The folder of the bot's state: database, STS policies."""
    archive: ArchiveSettings = ArchiveSettings()
    sources: dict[Line, SourceSettings] = {}
    """Where reports come from, by name."""
    defaults: Defaults = Defaults()
    networks: dict[Line, NetworkSettings] = {}
    """The IRC networks, by name."""
    web: WebSettings | None = None
    webhooks: dict[Line, WebhookSettings] = {}
    """Programs that get the announcements by HTTP, by name."""

    @property
    def database(self) -> Path:
        """Return the path of the database file."""
        return self.archive.database or self.data_dir / "quarterdeck.db"
