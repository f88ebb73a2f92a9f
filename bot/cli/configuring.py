"""`quarterdeck config`: check, show and explain the configuration."""

import click


@click.group()
def config() -> None:
    """Check, show and explain the configuration."""
