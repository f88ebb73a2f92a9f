"""The subset of HTML in which the text of entries is kept."""

import re
from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from bot.readers.labels import clean
from bot.readers.subset import ELEMENTS, Subset
from tests.readers.marked import faults, words

PAGE = "https://tea.example/status/report-2031-01-2031-03/"
SUBSET = Subset(PAGE)
PIECES = (
    *(f"<{slash}{name}>" for name in sorted(ELEMENTS - {"br"}) for slash in ("", "/")),
    *("<br>", "<div>", "</div>", "<span class='x'>", "</span>", "<i>", "</i>", "<h2>", "</h2>", "<hr>", "<img alt=x>"),
    *("<a href='x'>", "<a href='javascript:x'>", "<!-- x -->", "<!--", "<script>", "</script>", "<p title='>'>"),
    *('<a"b>', '<p "x>', "&lt;", "&amp;", "&nbsp;", "&#133;", "&#x202e;", "<", ">", '"', "tea", "cup ", "\n", "\x1e"),
)


def parsed(html: str) -> str:
    body = LexborHTMLParser(f"<!DOCTYPE html><body>{html}").body
    return (body.inner_html or "") if body else ""


@pytest.mark.parametrize(
    ("html", "subset"),
    [
        (
            "<p>Tea <b>is</b> <i>served</i> in <tt>cups</tt></p>",
            "Tea <strong>is</strong> <em>served</em> in <code>cups</code>",
        ),
        ("<h3 id='x'>Cups</h3><div class='y'><p>Tea</p></div>", "<h4>Cups</h4> <p>Tea</p>"),
        ("<p><span class='a'>Tea</span><img src='x' alt='cup'></p><hr>", "<p>Tea</p>"),
        (
            "<pre class='x'><code data-lang='sh'>a  &lt;b&gt;\n c</code></pre>",
            "<pre><code>a  &lt;b&gt;\n c</code></pre>",
        ),
        (
            "<table class='x'><tr><th rowspan=2>a</th><td>b</td></tr></table>",
            "<table><tbody><tr><th>a</th><td>b</td></tr></tbody></table>",
        ),
        ("<p>Tea<!-- or <b>coffee</b> --></p>", "<p>Tea</p>"),
        ("<p>T\x01ea &#133;<br>\x1e</p>", "<p>Tea …  </p>"),
    ],
)
def test_elements_keep_what_they_mean(html: str, subset: str) -> None:
    if not subset.startswith("<"):
        subset = f"<p>{subset}</p>"
    assert SUBSET.of(parsed(html)) == subset


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://cup.example/?a=1&b=2", "https://cup.example/?a=1&b=2"),
        ("https://cup.example/it's", "https://cup.example/it's"),
        ("ftp://cup.example/", "ftp://cup.example/"),
        ("mailto:tea@cup.example", "mailto:tea@cup.example"),
        ("//cup.example/x", "https://cup.example/x"),
        ("../../administration.html#t-core", "https://tea.example/administration.html#t-core"),
        ("#_tea", f"{PAGE}#_tea"),
        ("a b", f"{PAGE}a%20b"),
        ("javascript:alert(1)", None),
        (" JavaScript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("\x01javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("irc://cup.example/tea", None),
        ("https://[cup", "https://[cup"),
        ("//[cup", None),
        ("x" * 3000, None),
        ("", None),
    ],
)
def test_links_lead_to_what_a_browser_would_open_or_nowhere(href: str, address: str | None) -> None:
    expected = f'<p><a href="{escape(address)}">tea</a></p>' if address else "<p>tea</p>"
    assert SUBSET.of(parsed(f'<p><a class="x" href="{escape(href)}" title="t">tea</a></p>')) == expected
    assert SUBSET.of(parsed(f'<p><a href="{escape(href)}">tea</a></p>')) == expected


def test_without_a_page_relative_links_are_only_text() -> None:
    assert Subset(None).of('<p><a href="x">tea</a> <a href="https://cup.example">cup</a></p>') == (
        '<p>tea <a href="https://cup.example">cup</a></p>'
    )


def test_links_within_links_keep_their_ends() -> None:
    html = "<a name='x'><table><tr><td><a href='https://cup.example'>cup</a></td></tr></table></a>"
    assert '<td><a href="https://cup.example">cup</a></td>' in SUBSET.of(parsed(html))
    assert "<a>" not in SUBSET.of(parsed(html))


@pytest.mark.parametrize(
    ("html", "subset"),
    [
        ("<p>one<br>two</p>", "<p>one<br>two</p>"),
        ("<p>one<br>\n<br clear='all'>two</p>", "<p>one<br>two</p>"),
        ("<p><br>one<br></p>", "<p> one </p>"),
        ("<ul><li>one<br><p>two</p></li></ul>", "<ul><li>one <p>two</p></li></ul>"),
    ],
)
def test_breaks_stay_between_two_lines_of_text(html: str, subset: str) -> None:
    assert SUBSET.of(parsed(html)) == subset


@pytest.mark.parametrize(
    "html",
    [
        "<p>tea</p><script>alert('<p>')</script>",
        "<p>tea</p><style>p {}</style>",
        "<p>tea</p><iframe>x</iframe>",
        "<p>tea</p><svg><style><b></style></svg>",
        "<p>tea</p><plaintext></p><b>",
        "<blockquote>" * 50 + "tea",
        "<p>" + "tea " * 200_000 + "</p>",
    ],
    ids=["script", "style", "iframe", "svg", "plaintext", "deep", "long"],
)
def test_what_no_entry_has_leaves_only_the_plain_text(html: str) -> None:
    assert SUBSET.of(parsed(html)) == ""
    assert SUBSET.mended(html) == ""


@pytest.mark.parametrize(
    ("pieces", "subset"),
    [
        ("<ul><li></li><li>tea</ul>", "<ul><li>tea</li></ul>"),
        ("tea <b>in</b> cups<p>hot</p> at five", "<p>tea <strong>in</strong> cups</p><p>hot</p><p> at five</p>"),
        ("<p>tea<p>hot</p>at five</p>", "<p>tea</p><p>hot</p><p>at five</p>"),
        ("<b><i>tea</b></i>", "<p><strong><em>tea</em></strong></p>"),
        ("<ul><li><a href='x'></a><p><em> </em></p></li></ul>", ""),
    ],
)
def test_pieces_are_mended(pieces: str, subset: str) -> None:
    assert SUBSET.mended(pieces) == subset


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_html_becomes_well_nested_elements_of_the_subset_with_the_same_words(html: str) -> None:
    source = parsed(html)
    for made in (SUBSET.of(source), SUBSET.mended(html)):
        assert not faults(made)
        if made and not re.search("<(pre|textarea)", source):  # whose first newline is none
            assert "".join(words(made).split()) == "".join(
                clean(unescape(re.sub("<!--.*?-->|<[^>]*>", "", source, flags=re.DOTALL))).split()
            )
    assert SUBSET.of(SUBSET.of(source)) == SUBSET.of(source)
