"""How well a sentence of an entry says, without the others, what happened."""

import re
from collections.abc import Iterable
from math import inf

_SHORT, _LONG, _LONGEST = 40, 200, 320
_TOO_MUCH = 4
_MOST_NEWS = 2

# What refers to a sentence before it says nothing without it.
_REFERS = re.compile(
    r"(?:(?:currently|now|right now|today|recently|at present|at the moment|of course|a|to do|doing|with all),? )?"
    r"(?:(?:in|on|at|by|for|from|to|with|of|during|since|after|before|until|because of|due to|as part of|apart from"
    r"|as|all|some|most|many|much|both|one|each|none|parts?|lot|number|couple|few|rest|result|using|given)"
    r" (?:of )?(?:the )?)?"
    r"(?:it|its|this|these|that|those|they|them|their|he|she|his|him|her|such|same|then|former|latter|above)\b"
    r"(?! (?:quarter|month|year|summer|spring|autumn|winter|reporting|time period|period)\b)"
    r"|(?:however|but|also|and|or|so|then|thus|therefore|hence|moreover|furthermore|additionally|besides|meanwhile"
    r"|nevertheless|nonetheless|instead|otherwise|still|yet|alas|again|similarly|likewise|consequently|accordingly"
    r"|finally|lastly|first|firstly|second|secondly|third|thirdly|next|another|others?|here|which|who|where|unfortunately"
    r"|fortunately|luckily|note|in addition|in particular|in fact|in short|as a result|as well|for example"
    r"|for instance|on the other hand|at the same time|at the moment|the following|following|see|e\.g|i\.e|nor"
    r"|because|though|although|while|since (?:there|i|we|then))\b",
)
_OF_THE_PROJECT = re.compile(
    r"(?:this|the) (?:project|work|port|driver|team|effort|patch|tool|framework|support|update)\b"
)
_POINTS_OUT = re.compile(r"th(?<!\wth)(?:is|at) (?:is|was|has|will|since|in|on|by|with|to)\b")
_POINTS_BACK = re.compile(r"\b(?:it|this|them|these|those)[.!]$")
_LONGEST_BACK = len("these.")
_ADDS = re.compile(r"(?:\S+ ){1,3}also\b")
# A list or a heading whose lines were joined: a capital where no sentence begins.
_JOINED = re.compile(
    r" (?=[A-Z])(?<=[a-z0-9)\]'\"] )(?:The|An?|This|These|We|It|In|For|To|On|With|From|[A-Z][a-z]+ed|(?:Add|Fix"
    r"|Improve|Implement|Updat|Remov|Support|Merg|Mak|Allow|Enabl|Extend|Mov|Us|Creat|Introduc|Rework|Test|Convert|Replac|Import"
    r"|Clean|Writ|Port)(?:e|es|s|ing)?|Initial|New|Various|Several|Some|Many|More|Better) [a-z0-9(]"
)
# What was done stands in the past or perfect; what a thing is stands in the present and is known to who asks.
# Whole words, though they begin with their letters: such patterns are looked for faster.
_DONE = re.compile(r"(?:h(?<!\wh)a(?:s|ve|d)|w(?<!\ww)(?:as|ere)|b(?<!\wb)een|n(?<!\wn)ow|ed)\b")
_NEWS = re.compile(
    r"\b(?:(?:this|last|past|previous|(?:first|second|third|fourth)) (?:quarter|month|few months)|recently|lately"
    r"|since the (?:last|previous)|(?:commit|merg|import|releas|land|complet|finish|implement|add|switch|enabl|remov"
    r"|upstream|introduc|fix|publish|updat|port|rewritt?|start|creat|elect|join|reach|support)e?(?:ed|en|d)"
    r"|now|no longer|began)\b",
)
_BACKGROUND = re.compile(
    r"\b(?:originally|initially|traditionally|historically|previously|formerly|used to|long been|in the past|so far"
    r"|years ago|(?:in|since|from|until) (?:19|20)\d\d|for (?:\w+ )?(?:years|decades)|neglected)\b",
)
_ASIDE = re.compile(
    r"\b(?:thanks?|thankful|grateful|please|will|would|hope\w*|should|going to|want\w*|plans?|planned|intend\w*"
    r"|may|might|could|can be found|available (?:at|from|on|under|here)|sponsored by|funded by|if you|let us|wiki"
    r"|details|more information|contact|following|below)\b",
)
_IS_A = re.compile(
    r"^(?:the )?[\w/ ().,-]{2,60}? (?:is|are|aims?|provides?|allows?|stands for|consists|offers?|helps?|implements"
    r"|works with|manages|coordinates)\b",
)


def worth(text: str, named: Iterable[str], least: float = -inf) -> float:
    """Return how well a sentence says what happened; `named` are the stems of its entry's title.

    That is -inf as soon as it turns out to be no more than `least`: to find out all takes long.
    """
    lower = text.lower()
    worth = any(stem in lower for stem in named) + 0.0
    worth -= (len(text) < _SHORT) + (len(text) > _LONG) + (len(text) > _LONGEST)
    worth += min(2, len(_DONE.findall(lower)))
    if worth + _MOST_NEWS <= least:
        return -inf
    worth += min(_MOST_NEWS, len(_NEWS.findall(lower)))
    if worth <= least:
        return -inf
    lacks = incomplete(text)
    if lacks >= _TOO_MUCH:
        return -lacks
    asides = min(2, len(_ASIDE.findall(lower))) + bool(_BACKGROUND.search(lower)) + 2 * bool(_IS_A.match(lower))
    return worth - asides - lacks


def incomplete(text: str) -> int:
    """Return how much a sentence needs what stands around it."""
    lower = text.lower()
    refers = 0 if not _REFERS.match(lower) else 1 if _OF_THE_PROJECT.match(lower) else _TOO_MUCH
    cut_off = not text.endswith((".", "!")) or not text[0].isupper()
    return refers + _needs_more(lower) + 3 * cut_off + 2 * min(2, len(_JOINED.findall(text)))


def _needs_more(lower: str) -> bool:
    return bool(
        _POINTS_OUT.search(lower) or _POINTS_BACK.search(lower, len(lower) - _LONGEST_BACK) or _ADDS.match(lower)
    )
