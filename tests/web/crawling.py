"""Read a site as a crawler does: every page that can be reached by links from its start."""

from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from tests.web.conftest import Client

Pages = dict[str, LexborHTMLParser]


async def crawl(client: Client, start: str = "/", most: int = 300) -> Pages:
    """Return all HTML pages within reach, by path with query; every link within the site must lead somewhere."""
    found: Pages = {}
    waiting = [start]
    seen = {start}
    while waiting and len(found) < most:
        path = waiting.pop()
        answer = await client.get(path)
        assert answer.status == 200, f"{path}: {answer.status}"
        if answer.content_type != "text/html":
            continue
        found[path] = page = LexborHTMLParser(await answer.text())
        for link in _links(page, path):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return found


def _links(page: LexborHTMLParser, path: str) -> list[str]:
    addresses = [urlsplit(urljoin(f"http://site{path}", node.attributes["href"] or "")) for node in page.css("a[href]")]
    inside = [each for each in addresses if each.netloc == "site"]
    return [f"{each.path}?{each.query}" if each.query else each.path for each in inside]
