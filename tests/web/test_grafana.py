import json
import re
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families as families

from bot.irc.terms import State, Status
from bot.metrics import Metrics
from bot.store import outbox
from bot.store.database import Database
from bot.web.health import Bot
from bot.web.metrics import exposed
from bot.web.site import Site
from tests.invented import archive

NOW = datetime(2022, 5, 1, tzinfo=UTC)
STATUS = Status("lab", State.READY, "deck", frozenset(), 0.1, 0, "", "irc.example.org:6697", 60.0, 0, {})


def test_every_metric_of_the_dashboard_is_there_and_every_one_of_ours_is_shown(tmp_path: Path) -> None:
    metrics = Metrics()
    metrics.answered("lab", "answered")
    metrics.requests.labels("/", "200").inc()
    metrics.request_seconds.labels("/").observe(0.01)
    with metrics.message("lab"), Database.open(tmp_path / "quarterdeck.db") as database:
        database.write_now(lambda connection: outbox.add(connection, "deadline", "2022Q2", [("irc", "lab", "#a")], NOW))
        bot = Bot(lambda: [STATUS], lambda: {"site": (NOW, False)})
        text = exposed(metrics, Site(archive, database=database), bot).decode()
    there = {sample.name for family in families(text) for sample in family.samples}
    dashboard = json.loads(files("config").joinpath("grafana.json").read_text("utf-8"))
    wanted = {
        name
        for panel in dashboard["panels"]
        for target in panel["targets"]
        for name in re.findall(r"quarterdeck_\w+", target["expr"])
    }
    assert wanted <= there
    plain = {re.sub(r"_(bucket|sum|count|created)$", "", name) for name in there}
    assert {re.sub(r"_(bucket|sum|count|created)$", "", name) for name in wanted} == {
        name for name in plain if f"{name}_total" not in plain
    }
