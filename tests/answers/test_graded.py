import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from bot.dispatch import Dispatcher
from tests.answers.asked import misses
from tests.golden import QUESTIONS, needs_archive, needs_questions
from tests.real import archive

BASELINE: dict[str, Any] = json.loads((Path(__file__).parent / "baseline.json").read_text("utf-8"))
FEWER_IS_BETTER = {"false_answers", "refused_answerable"}


@pytest.fixture(scope="module")
def dispatcher() -> Dispatcher:
    return Dispatcher(archive())


@needs_archive
@needs_questions
def test_no_figure_of_the_graded_questions_falls(dispatcher: Dispatcher, tmp_path: Path) -> None:
    """Raise the baseline with the figures that the grader prints when they have become better."""
    questions = QUESTIONS / "questions.jsonl"
    answers = tmp_path / "answers.jsonl"
    with answers.open("w") as out:
        for line in questions.read_text("utf-8").splitlines():
            asked = json.loads(line)
            found = dispatcher.ask(asked["question"])
            matches = [asdict(match) for match in found.matches]
            out.write(json.dumps({"id": asked["id"], "intent": found.intent, "matches": matches, "reply": found.reply}))
            out.write("\n")
    signs = {key: "<=" if key in FEWER_IS_BETTER else ">=" for key in BASELINE["graded"]}
    require = [f"--require={key}{signs[key]}{bar}" for key, bar in BASELINE["graded"].items()]
    command = [sys.executable, str(QUESTIONS / "grade.py"), "answers", str(questions), str(answers), *require]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@needs_archive
def test_our_own_questions_are_answered_as_they_were(dispatcher: Dispatcher) -> None:
    missed = misses(dispatcher.ask)
    assert len(missed) <= BASELINE["own_missed"], "\n".join(missed)
