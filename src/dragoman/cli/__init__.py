"""The command line: one file a command; each parses, calls a plain function, and prints."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from dragoman.errors import DragomanError
from dragoman.version import __version__

# Loaded on use: `dragoman --help` must not import a model or a database.
COMMANDS: dict[str, str] = {
    "code": "dragoman.cli.code",
    "explain": "dragoman.cli.explain",
    "relate": "dragoman.cli.relate",
    "evaluate": "dragoman.cli.evaluate",
    "agreement": "dragoman.cli.agreement",
    "add": "dragoman.cli.add",
    "events": "dragoman.cli.events",
    "chains": "dragoman.cli.chains",
    "quotes": "dragoman.cli.quotes",
    "actors": "dragoman.cli.actors",
    "articles": "dragoman.cli.articles",
    "show": "dragoman.cli.show",
    "judge": "dragoman.cli.judge",
    "recode": "dragoman.cli.recode",
    "runs": "dragoman.cli.runs",
    "serve": "dragoman.cli.serve",
    "report": "dragoman.cli.report",
    "types": "dragoman.cli.types",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        home = COMMANDS.get(cmd_name)
        if home is None:
            return None
        command: click.Command = import_module(home).command
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dragoman")
def root() -> None:
    """Read news reports; keep a ledger of who did what to whom, says who, and which act answers which."""


def main(args: list[str] | None = None) -> Any:
    """Run a command; errors of ours become one message, a hint and an exit status."""
    try:
        root.main(args=args, prog_name="dragoman", standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except DragomanError as error:
        click.echo(f"error: {error.message}", err=True)
        if error.hint:
            click.echo(f"hint: {error.hint}", err=True)
        sys.exit(error.exit_status)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
