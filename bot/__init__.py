"""quarterdeck: an IRC bot that knows every FreeBSD status report."""

from functools import cache


def __getattr__(name: str) -> str:
    """Look the version up when somebody asks for it, which takes longer than most imports."""
    if name != "__version__":
        raise AttributeError(name)
    return _version()


@cache
def _version() -> str:
    from importlib.metadata import version

    return version("quarterdeck")
