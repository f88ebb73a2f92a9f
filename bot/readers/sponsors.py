"""Which sponsors a line or sentence names; commas and "and" stand inside names, too."""

import re

from bot.readers.labels import clean

_JOIN = re.compile(r",\s+and\s+|\s+and\s+|\s+&\s+|,\s+")
_FORMS = r"(?:Inc|Ltd|LLC|LLP|Limited|Corp|Co|GmbH|AG|KG|S\.?A|SAS|SARL|B\.?V|N\.?V|PLC|AB|Oy|OÜ|s\.r\.o)\.?"
_LEGAL_FORM = re.compile(rf"{_FORMS}(?:\s*\(.*\))?", re.IGNORECASE)
_COMPANY = re.compile(rf".*\b{_FORMS}", re.IGNORECASE)
_ABBREVIATED = re.compile(r"(?:\b(?:Inc|Ltd|Corp|Co|Pty|Univ)|\.\w{1,2}|\b\w)\.$", re.IGNORECASE)
_PART_OF = re.compile(r"(?:Department|Dept\.?|Faculty|School|Institute|Laboratory|Division)\b", re.IGNORECASE)
_COUNTRY = re.compile(
    r"(?:the )?(?:Argentina|Australia|Austria|Belgium|Brazil|Bulgaria|Canada|Chile|China|Croatia|Czechia|Czech Republic"
    r"|Denmark|England|Estonia|Finland|France|Germany|Greece|Hungary|Iceland|India|Indonesia|Ireland|Israel|Italy|Japan"
    r"|Korea|Latvia|Lithuania|Luxembourg|Malaysia|Mexico|Netherlands|New Zealand|Norway|Poland|Portugal|Romania|Russia"
    r"|Scotland|Serbia|Singapore|Slovakia|Slovenia|South Africa|Spain|Sweden|Switzerland|Taiwan|Thailand|Turkey|UK"
    r"|Ukraine|United Kingdom|United States|USA?|Vietnam)\.?"
)
_SENTENCE = re.compile(r"This project was sponsored (?:in part )?by\s+(.+)\.", re.DOTALL)


def split_sponsors(line: str) -> list[str]:
    """Return the sponsors that a line names after its label, remarks such as "(in part)" kept.

    Commas, "and" and "&" part names, but not inside parentheses, not after " for " (a remark) and not
    before a legal form, a country or the university of a department.
    """
    names: list[str] = []
    for name in _pieces(clean(line)):
        if names and (_LEGAL_FORM.fullmatch(name) or _PART_OF.match(names[-1])):
            names[-1] += f", {name}"
        elif names and _COUNTRY.fullmatch(name):
            town = [names.pop()] if len(names) > 1 and _COMPANY.fullmatch(names[-2]) else []
            names[-1] = ", ".join([names[-1], *town, name])
        else:
            names.append(name)
    if len(names) > 1 and not _ABBREVIATED.search(names[-1]):
        names[-1] = names[-1].rstrip(".")
    return [name for name in names if name]


def sentence_sponsors(text: str) -> list[str]:
    """Return the sponsors of the sentence with which the old stylesheet ended an entry, [] if it is none.

    The stylesheet wrote ", and " before the last name and a full stop of its own after it; a plain
    "and" shows that an author typed the sentence, whose full stop may belong to an abbreviation.
    """
    found = _SENTENCE.fullmatch(text.strip())
    if not found or " and implemented by " in found[1]:
        return []
    typed = " and " in found[1].replace(", and ", ", ")
    return split_sponsors(f"{found[1]}." if typed and _ABBREVIATED.search(f"{found[1]}.") else found[1])


def _pieces(line: str) -> list[str]:
    """Cut a line at its commas and conjunctions, where these are no part of a remark."""
    remark = line.find(" for ")
    depth = start = counted = 0
    pieces = []
    for found in _JOIN.finditer(line, 0, remark if remark >= 0 else len(line)):
        depth += line.count("(", counted, found.start()) - line.count(")", counted, found.start())
        counted = found.start()
        if depth <= 0:
            pieces.append(line[start:counted].strip())
            start = found.end()
    return [*pieces, line[start:].strip()]
