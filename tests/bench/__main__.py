"""Run every benchmark in this folder, each in a process of its own; the exit status is 1 if a bar does not hold."""

import subprocess
import sys
from pathlib import Path

names = sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py"))
codes = [subprocess.run((sys.executable, "-m", f"tests.bench.{name}"), check=False).returncode for name in names]
sys.exit(1 if any(codes) else 0)
