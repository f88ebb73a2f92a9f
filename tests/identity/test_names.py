"""How names are written."""

import pytest

from bot.identity.names import distinct, folded, is_team, parts, repaired, slug


@pytest.mark.parametrize(
    "name",
    [
        "Quokka Team",
        "quokka-discuss mailing list",
        "FreeBSD Quokka",
        "Wiki Admins",
        "IRC #quokka",
        "The Quokka Project",
    ],
)
def test_teams_lists_and_channels_are_no_persons(name: str) -> None:
    assert is_team(name)


@pytest.mark.parametrize("name", ["Vera Lind", "Listerman Grupp", "Teamy McCore", "J. Doe"])
def test_persons_are_no_teams(name: str) -> None:
    assert not is_team(name)


def test_a_remark_behind_a_name_and_wrongly_read_utf_8_are_repaired() -> None:
    assert repaired("JosÃ©  PeÃ±a (ports)") == "José Peña"


def test_bytes_that_are_no_utf_8_are_left_as_they_are() -> None:
    assert repaired("Ã Bout") == "Ã Bout"


def test_letters_without_decomposition_are_folded_too() -> None:
    assert folded("Łukasz Sørensen Đỗ Straße") == "lukasz sorensen do strasse"


def test_apostrophes_do_not_split_a_name_and_hyphens_do() -> None:
    assert parts("Mei-Lin O'Hara") == ("mei", "lin", "ohara")


def test_a_slug_has_letters_digits_and_single_hyphens() -> None:
    assert slug("  Über_Quokka (2nd) ") == "uber-quokka-2nd"


def test_slugs_that_were_there_before_are_numbered_past_those_that_look_so() -> None:
    assert list(distinct(["quokka", "quokka-2", "quokka", "wombat", "quokka"])) == [
        "quokka",
        "quokka-2",
        "quokka-3",
        "wombat",
        "quokka-4",
    ]


def test_a_text_without_letters_has_a_slug_all_the_same() -> None:
    assert slug("…") == "unnamed"
