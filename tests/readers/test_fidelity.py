"""The bars: how much of the golden facts every form must give."""

import pytest

from tests.fidelity import BARS, below, lines, measure
from tests.golden import needs_archive


@needs_archive
@pytest.mark.parametrize("form", BARS)
def test_every_form_gives_what_golden_has(form: str) -> None:
    result = measure([form])
    assert not result.unread
    assert not below(result.table), "\n".join([*lines(result.table), *result.differences])
