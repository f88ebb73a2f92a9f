"""quarterdeck: an IRC bot that knows every FreeBSD status report."""

from importlib.metadata import version

__version__ = version("quarterdeck")
