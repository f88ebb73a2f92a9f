import pytest

from bot.answers.authors import authors


@pytest.mark.parametrize(
    ("intro", "names"),
    [
        ("Enjoy. -- Rosa Vidal", ["Rosa Vidal"]),
        ("Enjoy! Rosa Vidal, on behalf of the status team.", ["Rosa Vidal"]),
        ("Enjoy. —Rosa M. Vidal The deadline for submissions is July 7, 2031.", ["Rosa M. Vidal"]),
        ("Enjoy. Thanks, Rosa Vidal, Ada Brückner", ["Rosa Vidal", "Ada Brückner"]),
        ("Enjoy. Yours, Rosa Vidal, with a status hat on.", ["Rosa Vidal"]),
        ("Enjoy. -- Rosa Vidal < rosa@example.org >", ["Rosa Vidal"]),
        ("Thanks to Rosa Vidal for proof reading. Enjoy reading.", []),
        ("The deadline is July 7, 2031.", []),
        ("", []),
    ],
)
def test_a_signature_is_told_from_a_name_in_the_text(intro: str, names: list[str]) -> None:
    assert authors(intro) == names
