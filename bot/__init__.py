"""quarterdeck: an IRC bot that knows every FreeBSD status report."""


def __getattr__(name: str) -> str:
    """Look the version up when somebody asks for it, which takes longer than most imports."""
    if name != "__version__":
        raise AttributeError(name)
    from importlib.metadata import version

    return version("quarterdeck")
