import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from bot.web.sanitised import sanitised

BASE = "https://www.example.org/status/report/"
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="jAvAsCrIpT&colon;alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href="\x01javascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="vbscript:x">x</a>',
    '<a href="https://example.org" onclick="alert(1)" style="x" target="_top">x</a>',
    "<iframe src=https://evil.example></iframe>",
    "<object data=x></object><embed src=x>",
    "<style>body { display: none }</style>",
    "<form action=https://evil.example><input name=q></form>",
    "<base href=https://evil.example>",
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    '<p id="main" class="x" name="y">x</p>',
    "<template><script>alert(1)</script></template>",
    "<!--><img src=x onerror=alert(1)>-->",
    "</main></body><script>alert(1)</script>",
]
ALLOWED = {
    "a", "blockquote", "br", "code", "dd", "dl", "dt", "em", "h4", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


def harmless(html: str) -> None:
    """Check every element, attribute and address of a piece of HTML as a browser would read it."""
    for node in LexborHTMLParser(f"<div>{html}</div>").css("div *"):
        assert node.tag in ALLOWED, node.html
        assert set(node.attributes) <= ({"href", "rel"} if node.tag == "a" else set()), node.html
        href = node.attributes.get("href")
        assert href is None or href.partition(":")[0] in {"http", "https", "mailto", "ftp"}, node.html


@pytest.mark.parametrize("markup", HOSTILE)
def test_what_could_run_or_load_is_taken_out(markup: str) -> None:
    harmless(sanitised(markup, BASE))
    harmless(sanitised(markup))


@given(st.text() | st.lists(st.sampled_from([*HOSTILE, "<p>", "<a href='", '"', ">", "<!--", "</"])).map("".join))
def test_whatever_the_markup_what_comes_out_is_harmless(markup: str) -> None:
    harmless(sanitised(markup, BASE))


def test_what_reports_need_is_kept() -> None:
    markup = "<p>One <em>two</em> <code>three</code></p><ul><li>four</li></ul><pre>five\n  six</pre>"
    assert sanitised(markup, BASE) == markup


def test_links_lead_where_they_led_on_the_reports_page_and_lend_no_weight() -> None:
    assert sanitised('<a href="../x/#y">z</a>', BASE) == (
        '<a href="https://www.example.org/status/x/#y" rel="nofollow noopener">z</a>'
    )
    assert sanitised('<a href="../x/">z</a>') == '<a rel="nofollow noopener">z</a>'
