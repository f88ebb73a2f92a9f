"""`python -m bot.cli`: the command where it is not on the PATH."""

from bot.cli import main

main(prog_name="quarterdeck")
