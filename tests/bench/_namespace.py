"""A network of the benchmark's own, whose loopback acknowledges at once.

Without that the server's Nagle algorithm waits for acknowledgements which the kernel delays by 40 ms, every bot gets
the same poor figures, and they say nothing about the bot.
"""

import os
import shutil
import subprocess
import sys

_INSIDE = "QUARTERDECK_BENCHMARK_IN_NAMESPACE"
_ROUTE = "local 127.0.0.1/32 dev lo proto kernel scope host src 127.0.0.1 table local quickack 1"


def enter() -> bool:
    """Go on in such a network, in place of this process; return false where that is not possible."""
    if os.environ.get(_INSIDE):
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        subprocess.run(["ip", "route", "change", *_ROUTE.split()], check=True)
        return True
    if os.geteuid() == 0 and shutil.which("unshare") and shutil.which("ip"):
        os.environ[_INSIDE] = "1"
        os.execvp("unshare", ["unshare", "--net", sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - our own program
    return False
