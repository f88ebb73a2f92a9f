"""Import a command and nothing that it does not use, without looking for garbage meanwhile."""

import gc
import importlib
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import cast

_UNUSED = ("rich", "greenlet")  # tracebacks in colour and a kind of threads: 7 MiB, a tenth of a second


def load(module: str) -> ModuleType:
    """Import a module with all that it imports: modules stay, and looking among them takes a tenth of the time."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # it looks for them in all that is installed
    gc.disable()
    try:
        with leaving_out(dict.fromkeys(_UNUSED)):
            importlib.import_module("structlog")
        return importlib.import_module(module)
    finally:
        gc.freeze()  # else all of them would be looked at as soon as it is on again
        gc.enable()


@contextmanager
def leaving_out(modules: Mapping[str, object]) -> Iterator[None]:
    """Have stand-ins for modules that libraries take along while these are imported; None: there is no such module.

    Afterwards they can be imported as ever; those that were imported before stay as they are.
    """
    stand_ins = {name: cast("ModuleType", one) for name, one in modules.items() if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]
