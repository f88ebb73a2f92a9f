"""What commands may do to the running bot; without one (console, command line) there is none of this."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Controls:
    """The parts of the running bot that commands reach; one field a family of commands."""
