"""A small archive of invented reports in the site's own formats, for when there is no network.

Its projects, people and sponsors do not exist; no text of a real report is in it.
"""

from pathlib import Path

FOLDER = Path(__file__).parent / "status"
