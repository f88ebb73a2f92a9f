"""Import a command and nothing that it does not use, without looking for garbage meanwhile."""

import gc
import importlib
import os
import sys
from types import ModuleType
from typing import cast

_UNUSED = ("rich", "greenlet")  # tracebacks in colour and a kind of threads: 7 MiB, a tenth of a second


def load(module: str) -> ModuleType:
    """Import a module with all that it imports: modules stay, and looking among them takes a tenth of the time."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # it looks for them in all that is installed
    gc.disable()
    try:
        _load_structlog()
        return importlib.import_module(module)
    finally:
        gc.freeze()  # else all of them would be looked at as soon as it is on again
        gc.enable()


def _load_structlog() -> None:
    """Import structlog without what it only takes along because it is installed; that can be imported afterwards."""
    hidden = [name for name in _UNUSED if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden, cast("ModuleType", None)))
    try:
        importlib.import_module("structlog")
    finally:
        for name in hidden:
            del sys.modules[name]
