"""The table of contents of a mail: categories and titles, in either of its two shapes."""

from bot.readers.contents import read_contents


def test_what_stands_deeper_than_titles_is_neither_title_nor_category() -> None:
    contents = read_contents([["• Projects", "    ◦ Teapot", "        ▪ Lid", "    ◦ Kettle"]])
    assert contents is not None
    assert (contents.titles, contents.categories) == ((("Teapot", "Projects"), ("Kettle", "Projects")), ("Projects",))
