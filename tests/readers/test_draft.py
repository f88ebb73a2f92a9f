"""An entry while it is read."""

from bot.model import Contact, Link
from bot.readers.draft import BREAK, Draft, Run, entries, linked, missing
from bot.readers.subset import Subset

SUBSET = Subset(None)


def paragraph(draft: Draft, text: str) -> None:
    draft.paragraph(text, lambda: f"<p>{text.replace(BREAK, f'{BREAK}<br>')}</p>")


def test_labelled_lines_are_sorted_out_and_the_rest_is_body() -> None:
    draft = Draft("A  title", "Kernel", "a")
    paragraph(draft, f"Contact: Ana <ana@tea.example>{BREAK}Bo <bo@tea.example>")
    paragraph(draft, "It works.")
    paragraph(draft, f"Thanks!{BREAK}Sponsor: Cups")
    entry = draft.entry(SUBSET)
    assert entry.title == "A title"
    assert entry.contacts == (Contact("Ana", "ana@tea.example"), Contact("Bo", "bo@tea.example"))
    assert entry.sponsors == ("Cups",)
    assert entry.body == "It works. Thanks!"
    assert entry.markup == "<p>It works.</p>\n<p>Thanks!</p>"


def test_what_is_kept_of_a_paragraph_keeps_its_elements() -> None:
    draft = Draft("t")
    html = f"<p><b>Now</b> <i>it{BREAK}<br>works</i>{BREAK}<br>Sponsor: Cups</p>"
    draft.paragraph(f"Now it{BREAK}works{BREAK}Sponsor: Cups", lambda: html)
    assert draft.entry(SUBSET).markup == "<p><strong>Now</strong> <em>it<br>works</em></p>"


def test_tags_around_texts_that_are_no_body_are_left_out() -> None:
    draft = Draft("t")
    for tag in ("<ul>", "<li>"):
        draft.add_tag(tag)
    paragraph(draft, "Contact: Ana")
    for tag in ("</li>", "</ul>"):
        draft.add_tag(tag)
    draft.add("Tea & more", "Tea &amp; more")
    assert draft.entry(SUBSET).markup == "<p>\nTea &amp; more</p>"


def test_a_mentor_counts_only_among_the_contacts() -> None:
    draft = Draft("t")
    paragraph(draft, f"Contact: Ana{BREAK}Mentor: Bo")
    paragraph(draft, "Mentors: Cy and Di")
    assert [contact.name for contact in draft.contacts] == ["Ana", "Bo"]
    assert draft.entry(SUBSET).body == "Mentors: Cy and Di"


def test_a_paragraph_that_begins_like_links_but_lists_none_stays_in_the_body() -> None:
    draft = Draft("t")
    paragraph(draft, "Links: there are too many to list.")
    paragraph(draft, "Links:")
    assert draft.links == []
    assert draft.entry(SUBSET).body == "Links: there are too many to list."


def test_plain_text_lists_links_too() -> None:
    draft = Draft("t")
    paragraph(draft, f"Links:{BREAK}Home page URL: https://tea.example/{BREAK}https://bare.example/")
    assert draft.links == [Link("Home page", "https://tea.example/"), Link(None, "https://bare.example/")]


def test_the_second_address_of_a_link_counts() -> None:
    runs = [Run("Links: "), Run("Home", "https://old.example"), Run(" URL: "), Run("https://x", "https://new.example")]
    assert linked(runs) == [Link("Home", "https://new.example")]


def test_links_end_where_another_label_begins() -> None:
    runs = [Run("Links:"), Run("A", "https://a.example"), Run(f"{BREAK}Contact: "), Run("List", "https://l.example")]
    assert linked(runs) == [Link("A", "https://a.example")]


def test_an_entry_without_title_and_anchor_is_none() -> None:
    assert [entry.title for entry in entries([Draft(" "), Draft("", None, "here"), Draft("t")], SUBSET)] == [
        "here",
        "t",
    ]


def test_what_only_the_contents_list_is_a_problem() -> None:
    assert list(missing([("a", "A"), ("b", "B")], [Draft("A", None, "a")])) == [
        "the table of contents lists 'B', but there is no such entry"
    ]
