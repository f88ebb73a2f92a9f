"""The answer about dates: the next call, reminder and deadline for submissions."""

from datetime import date

from bot.answers.model import Answer
from bot.deadlines import coming
from bot.questions import Intent


def deadline(today: date) -> Answer:
    """Answer with the next deadline and the days left, and what comes before it."""
    days = coming(today)
    steps = (("first call", days.first_call), ("reminders", days.two_weeks_left), ("last reminder", days.last_reminder))
    ahead = [f"{name} {_day(when)}" for name, when in steps if when >= today]
    left = (days.standard - today).days
    before = f" Before that: {', '.join(ahead)}." if ahead else ""
    line = (
        f"Status reports for {days.name} are due {_day(days.standard)} ({left} day{'s' * (left != 1)}), "
        f"at the latest {_day(days.extended)}.{before} {days.source}"
    )
    return Answer(Intent.DEADLINE, (), (line,))


def _day(when: date) -> str:
    return f"{when:%B} {when.day}"
