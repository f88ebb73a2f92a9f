"""The links of new mails: ordinary lines, some wrapped."""

from bot.readers.linklines import link_lines


def test_lines_are_those_that_the_author_wrote() -> None:
    lines = [
        "Links:",
        "Kitchen schedule of the tea house URL: https://www.teahouse.example/kitchen/13/",
        "schedule.html",
        "Guide on installing and using kettles on many different systems URL: https://",
        "teahouse.example/kettles",
        "Tracking ticket: features of the large kettle, its bugs and improvements URL:",
        "https://tickets.example/262152",
        "Donate URL: https://donate.example/",
    ]
    assert list(link_lines(lines)) == [
        "Links:",
        "Kitchen schedule of the tea house URL: https://www.teahouse.example/kitchen/13/schedule.html",
        "Guide on installing and using kettles on many different systems URL: https://teahouse.example/kettles",
        "Tracking ticket: features of the large kettle, its bugs and improvements URL: https://tickets.example/262152",
        "Donate URL: https://donate.example/",
    ]


def test_an_address_on_a_line_of_its_own_belongs_to_the_label_above() -> None:
    assert list(link_lines(["Links:", "Tea pot", "URL: https://tea.example/"])) == [
        "Links:",
        "Tea pot URL: https://tea.example/",
    ]


def test_a_full_line_does_not_swallow_the_next_link() -> None:
    first = "Kitchen schedule of the tea house URL: https://www.teahouse.example/kitchen/13/"
    assert list(link_lines([first, "Sugar and milk URL: https://sugar.example/"])) == [
        first,
        "Sugar and milk URL: https://sugar.example/",
    ]


def test_a_label_of_a_second_link_on_the_line_may_be_wrapped() -> None:
    first = "Kitchen URL: https://tea.example/ The very long guide to all the kettles that"
    assert list(link_lines([first, "boil URL: https://kettle.example/", "Sugar URL: https://sugar.example/"])) == [
        f"{first} boil URL: https://kettle.example/",
        "Sugar URL: https://sugar.example/",
    ]
