from collections.abc import Iterator
from functools import cache

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # it ships none
from playwright.sync_api import Browser, Page, expect

from bot.archive import Archive
from bot.identity.people import people
from bot.identity.projects import projects
from bot.model import Contact, Entry, Link
from bot.web.site import Site
from tests import invented
from tests.web.browser import CHROMIUM, NARROW, WIDE, Scheme, chromium, window
from tests.web.conftest import NOW
from tests.web.serving import serving

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no /usr/bin/chromium (apt-get install chromium)"),
]

HARD = "report-2022-04-2022-06"
LONG = "Anchorchaincapstanwindlasshawserbollardfairleadstanchion" * 3
PAGES = [
    "/", "/reports", f"/reports/{HARD}", f"/reports/{HARD}/soundings", "/projects", "/projects/lanternfs", "/people",
    "/people/ada-bruckner", "/sponsors", "/sponsors/quay-systems", "/categories", "/categories/kernel",
    f"/changes/{HARD}", f"/help-wanted?report={HARD}", "/search", "/search?q=lanternfz&period=2021", "/statistics",
    "/deadlines", "/about", "/not-here",
]  # fmt: skip


@cache
def archive() -> Archive:
    """Return the invented archive with one more report, of entries that are hard to lay out."""
    markup = (
        f"<p>{LONG} and <code>{LONG}</code>, see <a href='https://example.org/{LONG}'>there</a>.</p><h4>Depth</h4>"
        f"<pre>{LONG} {LONG}</pre><table><tr><th>Fathoms</th></tr><tr><td>{LONG}</td></tr></table>"
        "<ul><li>One<ul><li>Two</li></ul></li></ul><blockquote>Deep four</blockquote>"
    )
    hard = invented.report(
        "2022-04",
        "2022-06",
        Entry(
            "Soundings", f"{LONG}", (invented.ADA, Contact(None, f"{LONG}@example.org")),
            (Link(None, f"https://example.org/{LONG}"), Link(LONG, "javascript:alert(1)")), (LONG,),
            (f"Look at https://example.org/{LONG} first.",), "Deep.", "deep", markup,
        ),
        Entry(LONG, None, (invented.BEN,), body=f"{LONG} was done. Testers are wanted for the new {LONG} here."),
        Entry("Lanternfs 5", "Kernel", (invented.ADA,), body="Lanternfs shines. " * 40),
    )  # fmt: skip
    reports = (*invented.reports(), hard)
    everybody = people(reports)
    return Archive(reports, everybody, projects(reports, everybody))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(Site(archive, clock=lambda: NOW)) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with window(browser) as found:
        yield found


def test_somebody_searches_reads_and_follows_links(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Search the reports").fill("lanternfz snapshots")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("lanternfz → lanternfs")).to_be_visible()
    page.get_by_role("link", name="Lanternfs 4.2", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lanternfs 4.2")
    expect(page.get_by_text("Snapshots were added")).to_be_visible()
    page.get_by_role("link", name="Ada Brückner").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada Brückner")
    page.get_by_role("link", name="Lanternfs 5").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lanternfs 5")
    source = page.get_by_role("link", name="Status Report 2022")
    expect(source).to_have_attribute("href", f"https://www.example.org/status/{HARD}/")


def test_filters_narrow_a_search(page: Page, address: str) -> None:
    page.goto(f"{address}/search?q=lanternfs")
    page.get_by_text("Filters").click()
    page.get_by_label("Period").fill("q1 2021")
    page.get_by_label("Category").select_option("Kernel")
    page.get_by_label("Period").press("Enter")
    expect(page.locator(".found > li")).to_have_count(1)
    expect(page.get_by_label("Period")).to_have_value("q1 2021")


def test_everything_can_be_done_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/reports")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    focused = page.locator("main :focus")
    expect(focused).to_have_text("Q2 2022")
    assert focused.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Status report Q2 2022")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Search the reports")).to_be_focused()
    page.keyboard.type("tidewheel")
    page.keyboard.press("Enter")
    expect(page.locator(".found > li").first).to_contain_text("Tidewheel")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_light_or_dark_as_their_reader_wishes(browser: Browser, address: str, scheme: Scheme) -> None:
    with window(browser, WIDE, scheme) as page:
        page.goto(address)
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        lightness = sum(map(int, colour.removeprefix("rgb(").removesuffix(")").split(","))) / (3 * 255)
        assert (lightness > 0.9) if scheme == "light" else (lightness < 0.2)


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_needs_scrolling_sideways(browser: Browser, address: str, width: int) -> None:
    with window(browser, (width, 740)) as page:
        for path in PAGES:
            page.goto(address + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize(
    ("scheme", "size"), [("light", WIDE), ("dark", WIDE), ("dark", NARROW)], ids=["light", "dark", "narrow"]
)
def test_axe_finds_no_fault(browser: Browser, address: str, scheme: Scheme, size: tuple[int, int]) -> None:
    with window(browser, size, scheme) as page:
        for path in PAGES:
            page.goto(address + path)
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            found = Axe().run(page).response["violations"]
            assert not found, (path, [(each["id"], [node["html"] for node in each["nodes"]]) for each in found])


def test_a_page_can_be_printed(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    page.goto(f"{address}/reports/{HARD}/soundings")
    expect(page.locator("article")).to_be_visible()
    expect(page.locator("nav").first).to_be_hidden()
    expect(page.get_by_role("search")).to_be_hidden()
