"""Atom feeds as bytes (RFC 4287)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

_ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed; `key` tells it from all others for ever, `html` is clean."""

    key: str
    title: str
    link: str
    updated: datetime
    summary: str = ""
    html: str = ""
    authors: Sequence[str] = ()
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed; `link` is the address of the page that it follows, `address` its own, `key` what tells it from others."""

    key: str
    title: str
    link: str
    address: str
    entries: Sequence[FeedEntry]


def write(feed: Feed, *, changed: datetime, generator: str) -> bytes:
    """Return a feed as XML; `changed` is its time if it has no entries."""
    root = ET.Element("feed", xmlns=_ATOM)
    _text(root, "id", _id(f"feed of {feed.key}"))
    _text(root, "title", feed.title)
    _text(root, "updated", _time(max((entry.updated for entry in feed.entries), default=changed)))
    _text(root, "generator", generator)
    _author(root, "The FreeBSD Project")
    ET.SubElement(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=feed.link)
    for entry in feed.entries:
        _entry(ET.SubElement(root, "entry"), entry)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(parent: ET.Element, entry: FeedEntry) -> None:
    _text(parent, "id", _id(entry.key))
    _text(parent, "title", entry.title)
    _text(parent, "updated", _time(entry.updated))
    ET.SubElement(parent, "link", rel="alternate", type="text/html", href=entry.link)
    for name in entry.authors:
        _author(parent, name)
    if entry.category:
        ET.SubElement(parent, "category", term=_clean(entry.category))
    if entry.summary:
        _text(parent, "summary", entry.summary)
    if entry.html:
        _text(parent, "content", entry.html).set("type", "html")


def _author(parent: ET.Element, name: str) -> None:
    _text(ET.SubElement(parent, "author"), "name", name)


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = _clean(text)
    return element


def _id(key: str) -> str:
    """Return an id that stays the same whatever address the site has."""
    return uuid5(NAMESPACE_URL, key).urn


def _clean(text: str) -> str:
    """Return a text without what XML cannot hold, even escaped."""
    return _NOT_XML.sub("", text)


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
