"""The web side: pages, their data, feeds, a calendar, health and metrics, in one aiohttp application."""
