"""How the archive's answers read: routing a question, and the lines that say what was found."""

from bot.answers.model import Answer, Match
from bot.answers.routing import answer

__all__ = ["Answer", "Match", "answer"]
