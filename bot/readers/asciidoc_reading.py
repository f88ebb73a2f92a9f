"""What lasts while the files of an AsciiDoc document are read: the files, attributes, anchors and problems."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_OWN_FOLDER = "{reports-path}/"  # a file elsewhere is the site's: descriptions of the categories
_MOST_INCLUDES = 500
_ATTRIBUTE_USE = re.compile(r"\{(\w[\w-]*)\}")


@dataclass(slots=True)
class Reading:
    """A document while it is read: its files by name, its attributes and the anchors given so far."""

    files: Mapping[str, str]
    attributes: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    _anchors: dict[str, int] = field(default_factory=dict)  # with the number of the last that was made of each
    _includes: int = 0
    _room: int = 200_000  # characters that attributes may add; the ten descriptions of categories need 2,000

    def included(self, target: str, within: tuple[str, ...]) -> str | None:
        """Return the file that an include line means, None (and a problem, if the report lacks it) if it cannot be."""
        name = self._find(self.expand(target))
        self._includes += 1
        if name in within or self._includes > _MOST_INCLUDES:
            self.problems.append(f"{target} is included over and over")
            return None
        if name is None and target.startswith(_OWN_FOLDER):
            self.problems.append(f"{target} is included, but not there")
        return name

    def define(self, name: str, value: str | None) -> None:
        """Give an attribute its value, None to unset it."""
        if value is None:
            self.attributes.pop(name.lower(), None)
        else:
            self.attributes[name.lower()] = self.expand(value)

    def expand(self, text: str) -> str:
        """Replace the attributes in a text by their values, as long as the document stays within bounds."""

        def value(found: re.Match[str]) -> str:
            words = self.attributes.get(found[1].lower())
            if words is None or len(words) > self._room:
                return found[0]
            self._room -= len(words)
            return words

        return _ATTRIBUTE_USE.sub(value, text)

    def anchor(self, title: str, given: str | None) -> str:
        """Return the anchor of a heading: the given one, else made of its title as asciidoctor does."""
        words = re.sub(r"[^ \w.-]", "", title.lower())
        wanted = given or re.sub(r"[ _.-]+", "_", f"_{words}").rstrip("_")
        number = self._anchors.get(wanted, 0) + 1
        while (found := wanted if number == 1 else f"{wanted}_{number}") in self._anchors:
            number += 1
        self._anchors[wanted] = number
        self._anchors.setdefault(found, 1)
        return found

    def _find(self, target: str) -> str | None:
        """Return the file that a path means, which counts from the site's root or from anywhere above the report."""
        wanted = "/" + target.strip().lstrip("./")
        fitting = [name for name in self.files if wanted.endswith("/" + name.lstrip("./"))]
        return max(fitting, key=len, default=None)
