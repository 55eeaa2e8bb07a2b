"""How a command speaks: German or JSON on standard output, sentences about failure on standard error, an exit code."""

import functools
import json
from collections.abc import Callable
from typing import Any, TypeVar

import click
from flask.cli import with_appcontext

from casework.audit.trail import write_witnessed
from casework.commands.opening import open_keys
from casework.errors import CaseworkError, Fault

REFUSED, FAULT = 2, 1
Body = TypeVar("Body", bound=Callable[..., Any])

as_json_option = click.option("--json", "as_json", is_flag=True, help="nur JSON auf der Standardausgabe")
municipality_option = click.option(
    "--municipality", metavar="NAME", help="Name der Kommune; ohne Angabe die zuerst angelegte"
)


def answered(body: Body) -> Body:
    """Run a command in the application, with its keys open; what it refuses ends with 2, a fault with 1.

    Stands directly above the function, below the options; the sentence goes to standard error and, with --json,
    as {"error": …} to standard output.
    """

    @functools.wraps(body)
    def opened(*args: Any, **options: Any) -> Any:
        open_keys()
        return body(*args, **options)

    return answered_unopened(opened)  # type: ignore[return-value]


def answered_unopened(body: Body) -> Body:
    """The same for a command that brings the installation into being, or looks at its keys."""

    @functools.wraps(body)
    def run(*args: Any, **options: Any) -> Any:
        try:
            answer = body(*args, **options)
            write_witnessed()
        except CaseworkError as error:
            if options.get("as_json"):
                show_json({"error": str(error)})
            say(str(error))
            raise click.exceptions.Exit(FAULT if isinstance(error, Fault) else REFUSED) from None
        else:
            return answer

    return with_appcontext(run)  # type: ignore[return-value]


def show_json(data: Any) -> None:
    """The whole answer as JSON, and nothing beside it."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def show(sentence: str) -> None:
    """A line of the answer in German."""
    click.echo(sentence)


def say(sentence: str) -> None:
    """Something beside the answer: a warning, a progress, why it failed."""
    click.echo(sentence, err=True)
