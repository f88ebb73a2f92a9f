"""`quarterdeck run`, which tries again after a fraction of the usual pauses; nothing else of it is different.

Call it with the configuration, the seconds between two attempts, and those that a server may take to answer a PING.
"""

import sys
from datetime import timedelta
from functools import partial
from unittest.mock import patch

from bot.app import App
from bot.cli import main, running
from bot.irc.terms import Timing

if __name__ == "__main__":
    configuration, pause, ping_limit = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
    timing = Timing(rejoin=pause, ping_every=1.5 * ping_limit, ping_limit=ping_limit)
    with patch.object(running, "App", partial(App, timing=timing, pauses=[timedelta(seconds=pause)])):
        main(["run", "--config", configuration])
