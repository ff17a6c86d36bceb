"""The command line: verbs parse their arguments, call the stages, and print.

A verb's module is imported when the verb is run, so that `--help` is quick.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

from pipeline import __version__
from pipeline.errors import ConfigError, PipelineError, StoreError

VERBS = {
    "build": "Read a folder of minutes and write the register.",
    "serve": "Open the register as a site on this machine.",
    "watch": "Keep the register up to date with a folder of minutes.",
    "reviewer": "Say who may sign in to the site and correct the register.",
    "publish": "Write a second register without what is not for the public.",
    "check": "Show what would be taken from one file, and by which rule.",
    "explain": "Lead one row of the register back to its words, page and file.",
    "register": "Print the actions and where they stand, today or on another day.",
    "report": "Write the HMICFRS audit, the action log or the decisions as a paper.",
    "correct": "Say what is right where the program is wrong.",
    "verify": "Check that no correction was altered or removed.",
    "quarantine": "List the files that could not be read, and what to do.",
    "evaluate": "Compare what the program finds with labels made by hand.",
    "models": "Check the model files, and list them and the rules that match nothing.",
}
"""The verbs, in the order in which one needs them, with what each does."""

DONE, SET_ASIDE, MISCONFIGURED, REFUSED, STOPPED = 0, 1, 2, 3, 130
"""Exit statuses."""


class Verbs(click.Group):
    """Finds a verb's module by its name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the verbs."""
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a verb; None where there is none of that name."""
        del ctx
        if cmd_name not in VERBS:
            return None
        command = getattr(import_module(f"pipeline.cli.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="minutes")
def minutes() -> None:
    """Turn minutes of police governance meetings into a register that one can search and trust.

    Begin with `minutes build FOLDER`, then `minutes serve`.
    """


def main() -> None:
    """Run the command line and end the process with its exit status."""
    try:
        status = minutes(prog_name="minutes", standalone_mode=False)
    except click.exceptions.Abort:
        complain("Stopped. What was read so far is kept; build again to go on.")
        status = STOPPED
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except StoreError as error:
        complain(str(error))
        status = REFUSED
    except (ConfigError, PipelineError) as error:
        complain(str(error))
        status = MISCONFIGURED
    except BrokenPipeError:
        sys.stderr.close()
        status = DONE
    sys.exit(status if isinstance(status, int) else DONE)


def complain(sentence: str) -> None:
    """Print a sentence to the error output."""
    click.echo(sentence, err=True)
