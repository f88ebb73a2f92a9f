"""The words that tell what a question wants, and those that only ask."""

import re
from enum import StrEnum
from importlib.resources import files

from bot.questions import phrases


class Intent(StrEnum):
    """What somebody wants to know; the values are those of an answer's JSON."""

    PROJECT = "project"
    CONTACT = "contact"
    REPORT = "report"
    ENTRIES = "entries"
    HISTORY = "history"
    SEARCH = "search"
    SPONSOR = "sponsor"
    TASKS = "tasks"
    LINKS = "links"
    CHANGES = "changes"
    DEADLINE = "deadline"
    STATS = "stats"
    RANDOM = "random"
    NONE = "none"


def _words(name: str) -> frozenset[str]:
    lines = files("bot.questions").joinpath(name).read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


PHRASES = phrases.read("phrases.txt")

# What somebody does is asked of people and of projects alike ("what is warner up to", "what did ec2 do").
DOING = re.compile(
    r"^(?:what|which|how many)(?: (?:else|projects?|entries|entry|reports?|things|work|stuff))*"
    r" (?:is|are|was|were|does|did|do|has|have)(?: (?:the|been))* (.+?)"
    r"(?: (?:work|works|working|worked|do|does|doing|done|up to|been|reports?|reported|reporting|busy|contribute\w*"
    r"|write|wrote|written|submit\w*|on|with|at|to|lately|these days|now))+$"
    r"|^how many (?:entries|projects) (?:has|have|did|does) (.+?)(?: ha(?:ve|d))?$"
    r"|^(?:did|does|has) (.+?) (?:report\w*|writ\w*|contribut\w*|submit\w*)(?: (?:anything|something))?$"
)
WORK_OF = re.compile(
    r"^(?:(?:all|list|show|the|me|any|first|how many|number of) )*"
    r"(?:entries|projects|work|reports|stuff|things|contributions)"
    r"(?: (?:of|by|from|with|entries))+ (.+)$"
    r"|^(.+?)(?:'s)? (?:projects|entries|contributions|work)$"
)
# Where reports are asked for by who wrote them, these words go on after the name.
WRITING = re.compile(
    r"(?: (?:writ\w*|wrote|contribut\w*|report\w*|submit\w*|sen[dt]|named|listed|seen|appear\w*|occurs?|work\w*|did"
    r"|something|anything|entry|entries|to|in|for|on|an?))+$"
)
IN_CATEGORY = re.compile(r"\b(?:new|news|happen\w*|changed|going on|progress)\b.* in (?:the )?(?P<category>\S.*)$")
FIRST = re.compile(
    r"\b(?:first|1st|earliest|oldest|initial(?:ly)?|originally|since when|start\w*|begin|began|introduc\w*|debut\w*"
    r"|how old|how long|show\w* up)\b"
)
LAST = re.compile(r"\b(?:last|final|latest|newest|most recent)\b")
# A period, unlike "the last report on x", which is that project's own.
IN_A_REPORT = re.compile(
    r"\b(?:in|of|from|since|did|does) (?:the )?(?:last|latest|newest|most recent) (?:status |quarterly )*report\b"
    r"(?! (?:on|about|of|for)\b)"
)
CHANGES = re.compile(
    r"\b(?:what(?: is| was| has|'s)? (?:new|changed?|gone|different|back|returned|dropped|disappeared)|changes?|changed"
    r"|new (?:projects?|entries)|(?:what|which)(?: (?:are|were|is|was|have|has|the|been|of|projects?|entries|things))*"
    r" (?:new|gone|dropped|removed|ended|missing|back|returning|returned|disappeared|vanished)"
    r"(?: (?:projects?|entries|things))?)\b"
)
# Who pays, not what somebody pays for: `who funded x`, `sponsors of x`, but not `who did x fund`.
PAYERS = re.compile(
    r"^(?:who(?:m|se)?|(?:which|what) (?:company|companies|firms?|vendors?|organi[sz]ations?|sponsors?))\b"
    r"(?! (?:did|does|do|has|have|is|was) (?:the )?\S+(?: \S+)? (?:sponsor|fund|financ|pay)\w*)(?!.* (?:from|by)\b)"
    r"|^by (?:who|which|what)|\bsponsors? (?:of|for|behind)\b|\b(?:sponsored|funded|paid) by (?:who|any|some)"
    r"|\bsponsors$"
)
# Whoever asks for help wanted wants to know who asks for it; whoever asks for tasks wants a list.
HELPING = re.compile(r"\b(?:help|contribut\w*|join|volunteer\w*|test(?:ers?|ing)|wanted)\b")
# A question of these words (and those that only ask) is about a report as a whole, if one of the former is among them.
REPORT_WORDS, REPORT_TRAITS = _words("report_words.txt"), _words("report_traits.txt")
# What there is how many of, in all reports together.
COUNTED = frozenset(
    ["reports", "entries", "projects", "people", "persons", "teams", "contributors", "developers", "sponsors"]
)
CONTRIBUTING = frozenset(
    ["contribute", "contributes", "contributed", "freebsd", "status", "write", "writes", "wrote", "written", "active"]
)
PEOPLE = frozenset(
    ["who", "people", "person", "persons", "contributor", "contributors", "author", "authors"]
) | frozenset(["developer", "developers", "committer", "committers"])
MOST = re.compile(r"\b(?:most(?! recent)|top|busiest)\b")
# The report that is longer or shorter than all others; the most recent one is neither.
EXTREME = re.compile(r"\b(?:most(?! recent)|biggest|largest|longest|(?P<fewest>least|fewest|smallest|shortest))\b")
ALL_REPORTS = re.compile(r"\b(?:all|every|list|which|what)\b.* reports\b")
# Words that ask, greet or chat; taken off both ends of a topic, and telling nothing in its middle.
FILLER = _words("filler.txt")
# Words that say nothing about a topic where no other word does.
SMALL_TALK = _words("smalltalk.txt")
CONTRACTIONS = {
    "who's": "who is", "whos": "who is", "what's": "what is", "whats": "what is", "where's": "where is",
    "wheres": "where is", "how's": "how is", "hows": "how is", "when's": "when is", "whens": "when is",
    "there's": "there is", "that's": "that is", "it's": "it is", "i'm": "i am", "who're": "who are",
    "what're": "what are", "whatre": "what are", "anyone's": "anyone is", "who've": "who have", "what've": "what have",
}  # fmt: skip
