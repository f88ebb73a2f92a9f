"""The expressions that tell what a question wants, by intent, and the words that only ask."""

import re
from enum import StrEnum
from importlib.resources import files


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


_SOMEONE = r"(?:i|we|one|you|people|anyone|anybody|someone|somebody|they)"
_MAY = r"(?:can|could|may|might|should|shall|do|does|to|would|must)"
_DO = (
    r"(?:work|hack|run|maintain|writ|wrote|lead|led|develop|implement|port|made|make|making|creat|invent|look|car|"
    r"manag|handl|own|organi[sz]|design|start|bring|brought|add|fix|touch|contribut|own|build|built|responsible|"
    r"in charge|behind|involved|did|doing|contact|mail|e-mail|email|talk|ask|ping|bug|know|mentor|supervis|stud)\w*"
)
_PEOPLE = r"(?:person|people|guys?|folks|man|one|developers?|dev|devs|hackers?|committers?)"
_PAGE = r"(?:links?|urls?|web ?sites?|home ?pages?|web ?pages?|repos?|repository|repositories)"
_REPORTS = r"(?:(?:status|quarterly) )*(?:reports?|quarters?)"

# What matches is taken out of the topic. An intent further up wins where two are spoken for.
CUES: tuple[tuple[Intent, tuple[str, ...]], ...] = (
    (
        Intent.DEADLINE,
        (
            r"\bdeadlines?\b(?! (?:scheduler|scheduling|i/?o))",
            r"\bwhen (?:is|are|must|do|does|should|can) .*\b(?:due|submitt?\w*|hand in|next (?:status )?(?:report|call)s?)\b.*",
            r"\b(?:next call for|call for) (?:status )?reports?\b",
        ),
    ),
    (
        Intent.SPONSOR,
        (
            r"\bsponsor(?:s|ed|ing|ships?)?\b",
            r"\bfund(?:s|ed|ing)?\b(?! ?rais)",
            r"\bfinanc(?:e|es|ed|ing)\b",
            r"\b(?:paid|pays?|paying)(?: (?:for|by|from))?\b",
            r"\b(?:get|got|gets|gave|give|gives|received?|with) (?:money|cash|funds)(?: (?:from|by|to|for))?\b",
            r"\bmoney (?:from|by|of)\b",
            r"\bbacked by\b",
        ),
    ),
    (
        Intent.TASKS,
        (
            r"\b(?:open|remaining|outstanding|unfinished|missing|pending) (?:tasks?|work|items?|todos?|to-dos?|issues|points|things)\b",
            r"\b(?:tasks?|todos?|to-dos?|to do)(?: (?:lists?|items?))?(?: (?:for|of|on|in|with|about)\b|$)",
            r"^(?:tasks?|todos?|to-dos?|to do)\b(?: lists?\b)?(?: are open\b)?",
            r"\b(?:how|where|what) "
            + _MAY
            + " "
            + _SOMEONE
            + r" (?:help|contribute|work on|do|hack on|pick up|join)\b(?: out\b)?",
            r"\bhelp(?: is| are)? (?:wanted|needed)\b",
            r"\b(?:needs?|wants?|looking for|could use|help) (?:help|hands|helpers|testers|testing|volunteers|contributors|love|work|doing|out)\b",
            r"\b(?:left|still|remains?|yet|open|missing|unfinished)(?: (?:left|open|missing|undone|unfinished|to do|to be done|for))+\b",
            r"\b(?:left|remains) to (?:do|be done)\b|\bto be done\b",
            r"\b(?:anything|something|things) to (?:help|do|work on)\b(?: out)?",
        ),
    ),
    (
        Intent.LINKS,
        (
            r"^" + _PAGE + r"\b(?: (?:for|to|of|on|about))?",
            r"\b" + _PAGE + r"(?: (?:link|url|page|address))?$",
            r"\b" + _PAGE + r" (?:for|to|of|on|about)\b",
            r"\bwhere (?:is|are) (?=.*\b(?:page|wiki|source|sources|code|docs|documentation|guide|github|gitlab|repo\w*)\b)",
            r"\b(?:address|page|wiki|github|gitlab|source code|sources|docs|documentation|download) (?:of|for)\b",
            r"(?<=. )(?:github|gitlab|wiki)(?: (?:page|link|repo|url))?$",
        ),
    ),
    (
        Intent.HISTORY,
        (
            r"\b(?:history|timeline|chronology|evolution) (?:of|for|on)\b|^(?:full |complete )?(?:history|timeline|chronology|evolution)\b(?! and)|\b(?:history|timeline)$",
            r"\bhow (?:did|has|have) (?=.* (?:evolve|evolved|develop|developed|progress|progressed|change|changed)$)",
            r"\b(?:evolved?|developed?|progress(?:ed)?|changed?)(?: over (?:time|the years))?$|\bover the (?:years|reports)\b",
            r"\b(?:all|every|which|what|in which|in what|how many|list of)(?: the)? "
            + _REPORTS
            + r"(?: (?:are|is|were|was|do|did|have|has|had|there|about|on|for|of|cover\w*|mention\w*|talk\w*|contain\w*|featur\w*|deal\w*|with|include\w*))+\b",
            r"\ball (?:entries|mentions)(?: (?:about|on|of|for))?\b",
            r"\bsince when\b|\bhow long\b|\bhow old is\b",
            r"\b(?:when|what time)(?: (?:was|were|is|did|has|have|do|does|we|you|there|the))*(?= .*\b(?:first|1st|last|start\w*|begin|began|appear\w*|introduc\w*|show\w*|added|seen|heard|mention\w*|report\w*)\b)",
            r"\b(?:first|1st|earliest|oldest|initial|last|final|latest|most recent|newest) (?:\w+ )?(?:reports?|mention(?:ed)?|time|appear\w*|seen|heard|reported|entry|show\w*|news|status report)(?: (?:up|of|on|about|for|we heard|was))*\b",
        ),
    ),
    (
        Intent.CONTACT,
        (
            r"\b(?:who|whom|who else|which "
            + _PEOPLE
            + r")(?: [a-z']+){0,4}? "
            + _DO
            + r"(?: (?:on|in|with|for|of|to|by|about|at|after|behind|charge))*(?= |$)",
            r"\b(?:who|whom)(?: (?:is|are|was|were))?(?: the)? (?:contacts?|maintainers?|authors?|leads?|"
            + _PEOPLE
            + r")(?: (?:for|of|on|behind|to (?:ask|mail|contact|ping)))*\b",
            r"\b(?:contacts?|maintainers?|maintained|authors?|developers?|team|"
            + _PEOPLE
            + r")(?: (?:info|information|details|person|persons|people|points?|address|addresses|email))?(?: (?:for|of|behind|on|by|working on|responsible for|in charge of|to (?:ask|mail|contact|ping)(?: about)?))+\b",
            r"^(?:contacts?|maintainers?|authors?)(?: (?:person|people|info))?\b|\b(?:contacts?|maintainers?)$",
            r"^(?:who|whom)\b",
            r"\b(?:e-?mail|mail) (?:address )?(?:of|for)\b|\bhow (?:do|can) i (?:contact|reach|mail)\b",
        ),
    ),
)

# What somebody does is asked of people and of projects alike ("what is warner up to", "what did ec2 do").
DOING = re.compile(
    r"^what(?: else)? (?:is|are|was|were|does|did|do|has|have)(?: (?:the|been))* (?P<who>.+?)"
    r"(?: (?:work|works|working|worked|do|does|doing|done|up to|been|report|reports|reported|reporting|busy|contribute\w*|on|with|at|to|lately|these days|now))+$"
)
WORK_OF = re.compile(
    r"^(?:(?:all|list|show|the|me|any) )*(?:entries|projects|work|reports|stuff|things|contributions)(?: (?:of|by|from|with))+ (?P<who>.+)$"
    r"|^(?P<whose>.+?)(?:'s)? (?:projects|entries|contributions|work)$"
)

FIRST = re.compile(
    r"\b(?:first|1st|earliest|oldest|initial|since when|start\w*|begin|began|introduc\w*|debut\w*|how old|how long|show\w* up)\b"
)
LAST = re.compile(r"\b(?:last|final|latest|newest|most recent)\b")

CHANGES = re.compile(
    r"\b(?:what(?: is| was| has)? (?:new|changed?|gone|different)|changes?|changed|(?:what|which) (?:are |were )?(?:the )?"
    r"(?:new|gone|dropped|returning) (?:projects?|entries|things)|new (?:projects?|entries))\b"
)
# A question of these words (and those that only ask) is about a report as a whole.
REPORT_WORDS = frozenset(
    (
        "report reports quarter quarters quarterly status entries entry many number count big large long "
        "size intro introduction wrote written author authors summary categories category sections "
        "section headings url link address page website first last oldest earliest ever very final "
        "contain contains include includes there year years published edition issue newest latest titles "
        "title everything whole complete full available exist exists"
    ).split()
)

# Words that ask, greet or chat; taken off both ends of a topic, never out of its middle.
FILLER = frozenset(
    word
    for line in files("bot.questions").joinpath("filler.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
CONTRACTIONS = {
    "who's": "who is", "whos": "who is", "what's": "what is", "whats": "what is", "where's": "where is",
    "wheres": "where is", "how's": "how is", "hows": "how is", "when's": "when is", "whens": "when is",
    "there's": "there is", "that's": "that is", "it's": "it is", "i'm": "i am", "who're": "who are",
    "what're": "what are", "whatre": "what are", "anyone's": "anyone is", "who've": "who have", "what've": "what have",
}  # fmt: skip
