from bot.web.prose import prose


def test_headings_stand_right_below_the_pages_own() -> None:
    assert prose("<h4>Next</h4><p>h4 &lt;h4&gt;</p>") == "<h2>Next</h2><p>h4 &lt;h4&gt;</p>"


def test_what_scrolls_can_be_reached_by_keyboard() -> None:
    assert prose("<pre>x</pre><table><tr></tr></table>") == (
        '<pre tabindex="0">x</pre><table tabindex="0"><tr></tr></table>'
    )
