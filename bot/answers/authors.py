"""Who signed the introduction of a report."""

import re

_NAME = r"[A-Z][\w'’-]+(?: [A-Z](?:\.|[\w'’-]*)){1,3}"
# A name on its own after a sentence, a dash or a greeting, and nothing after it but what goes with a signature.
_SIGNED = re.compile(
    rf"(?:^|[.!?—–-]|\b(?:Thanks|Yours|Regards|Cheers),)\s*(?P<names>{_NAME}(?:, {_NAME})*)"
    r"(?=\s*(?:\.?$|<|, on behalf of\b|, with (?:a )?\w+ hat\b|, \S+@|The deadline\b|Please submit\b))"
)


def authors(intro: str) -> list[str]:
    """Return the names under an introduction; none if it is not signed."""
    signed = list(_SIGNED.finditer(intro))
    return signed[-1]["names"].split(", ") if signed else []
