"""Read out of a question what it wants: intent, period, and the words that name the topic."""

from bot.questions.cues import Intent
from bot.questions.grammar import Question, read, trim, without

__all__ = ["Intent", "Question", "read", "trim", "without"]
