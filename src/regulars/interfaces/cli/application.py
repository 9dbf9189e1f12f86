"""The commands by name: a table of what each takes, turned into a Typer application."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from inspect import Parameter, Signature
from pathlib import Path
from typing import Annotated, Any

import typer

from regulars.interfaces.cli import (
    commands,
    keys,
    kinds,
    operations,
    people,
    reports,
    serving,
    survey,
    validation,
    value,
    worlds,
)
from regulars.interfaces.cli.first_command import WithFirstCommand
from regulars.interfaces.cli.guarding import guarded
from regulars.interfaces.cli.options import FORMAT, KEEP_GOING, PERIOD, READING, SETTINGS, SOURCE, Argument, Option
from regulars.interfaces.cli.verbs import VERBS
from regulars.version import __version__

_CONTEXT = Parameter("context", Parameter.KEYWORD_ONLY, annotation=typer.Context)
_WORKSPACE = Argument("workspace", "WORKSPACE", "a folder made by `regulars init`", str)
_FROM = Option("from_source", "NAME", "where the orders come from, e.g. till; the same for every export (else shop)",
               flag="--source")  # fmt: skip
_SAVE = Option("save_mapping", "FILE", "keep what the columns were taken to mean, for --mapping", Path)


def application(asked: str = "") -> typer.Typer:
    """All commands, or where ``asked`` is the name of one, that alone; building it imports nothing heavy.

    Typer looks at every option of every command it knows of, which takes longer than most answers.
    """
    app = typer.Typer(
        name="regulars",
        help="Know who comes back, who would still come back if they had a choice, and who stays because of what you did.",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        no_args_is_help=True,
    )
    app.callback()(_root)
    _add_workspace_commands(app)
    _add_reading_commands(app)
    _add_value(app)
    _add_kinds(app)
    _add_operations(app)
    _add(
        app, "world", "Simulate a market whose truth is known, to try models on.", worlds.world, worlds.FOLDER, *worlds.OPTIONS
    )
    _add_catalogue(app)
    return _only(asked, app)


def _only(asked: str, app: typer.Typer) -> typer.Typer:
    commands_asked = [c for c in app.registered_commands if c.name == asked]
    groups_asked = [g for g in app.registered_groups if g.typer_instance and g.typer_instance.info.name == asked]
    if commands_asked or groups_asked:
        app.registered_commands, app.registered_groups = commands_asked, groups_asked
    return app


def _root(
    version: Annotated[
        bool, typer.Option("--version", "-V", help="Print the version.", is_eager=True, callback=lambda v: _version(v))
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error comes from.")] = False,
) -> None:
    """Options before the command."""


def _version(wanted: bool) -> None:
    if wanted:
        commands.say(f"regulars {__version__}")
        raise typer.Exit


def _add_workspace_commands(app: typer.Typer) -> None:
    files = Argument("files", "FILE", "files, folders or globs, or addresses of databases' tables")
    folder = Argument("workspace", "WORKSPACE", "a new folder", str)
    reason = Option("reason", "NAME", "only rows of one reason, e.g. bad_date")
    limit = Option("limit", "ROWS", "the most rows to list", int)
    _add(app, "init", "Make a workspace: a folder that keeps facts and settings.", commands.init, folder, *SETTINGS)
    _add(app, "import", "Add files to a workspace: what is new or changed, all of it or nothing.", commands.import_,
         _WORKSPACE, files, _FROM, KEEP_GOING, *READING, *SETTINGS)  # fmt: skip
    merges = Argument("files", "FILE", "files of pairs of ids that are one person, to import first", optional=True)
    _add(app, "identities", "Show which ids are one customer, or import that.", people.identities,
         _WORKSPACE, merges, _FROM, KEEP_GOING, *READING, *SETTINGS)  # fmt: skip
    customer = Argument("customer", "CUSTOMER", "an id, or the e-mail address that a pseudonym was made of", str)
    _add(app, "erase", "Erase a customer from a workspace, for good.", people.erase, _WORKSPACE, customer,
         Option("yes", "", "do not ask", bool, False))  # fmt: skip
    _add(app, "quarantine", "List the rows that could not be used, and why.", commands.quarantine,
         _WORKSPACE, reason, limit, FORMAT)  # fmt: skip


def _add_reading_commands(app: typer.Typer) -> None:
    where = "where to write it: .html, .json, .md or .txt, or a folder for csv (else it is printed)"
    output = Option("output", "FILE", where, Path, flag="-o")
    form = Option("format", "FORMAT", "html, json, md, terminal, or csv: a folder of tables (else by the file's name)")
    title = Option("title", "TEXT", "the page's title (else the file's name)")
    _add(app, "inspect", "Show what a file's columns were taken to mean, and its first bad rows. Writes nothing.",
         commands.inspect, SOURCE, *READING, _SAVE, *SETTINGS)  # fmt: skip
    _add(app, "report", "Who comes back, how many, how soon, and how sure we are: one page.", reports.report,
         SOURCE, output, form, title, PERIOD, kinds.ASSUMPTIONS, *READING, *SETTINGS)  # fmt: skip
    for verb in VERBS:
        _add(app, verb.name, verb.help, partial(commands.measure, verb), SOURCE, *verb.options, FORMAT, *READING, *SETTINGS)


def _add_value(app: typer.Typer) -> None:
    says = "Who is still a customer, what customers will bring, and whether to believe it."
    _add(app, "value", says, value.value, SOURCE, *value.OPTIONS, *READING, *SETTINGS)


def _add_kinds(app: typer.Typer) -> None:
    """Why customers return: a group whose commands each take a source."""
    group = typer.Typer(name="kinds", help="Why customers return, and whether to believe it.", rich_markup_mode=None,
                        no_args_is_help=True, cls=WithFirstCommand)  # fmt: skip
    _add(group, "show", "Why customers return, and how much of it is earned.", kinds.kinds,
         SOURCE, *kinds.OPTIONS, *READING, *SETTINGS)  # fmt: skip
    says = "Test on your own facts which reasons to return can be told from behaviour, and believed."
    _add(group, "validate", says, validation.validate, SOURCE, *validation.OPTIONS, *READING, *SETTINGS)
    _add(group, "survey", "How attached people say they are, and how tied, from the items of a survey alone.", survey.survey,
         SOURCE, *survey.OPTIONS, *READING, *SETTINGS)  # fmt: skip
    _add(group, "assumptions", "What is assumed about kinds, as YAML to copy and change.", kinds.assumptions)
    app.add_typer(group)
    _add(app, "customer", "What may be said of one customer, and the facts that it rests on.", kinds.customer,
         SOURCE, kinds.CUSTOMER, *kinds.OPTIONS_OF_ONE, *READING, *SETTINGS)  # fmt: skip


def _add_operations(app: typer.Typer) -> None:
    """The store and its ledger: groups of commands of their own."""
    groups = (("store", "Members, points and codes: the operational store.", (*operations.STORE, *keys.KEYS)),
              ("ledger", "The points ledger.", operations.LEDGER))  # fmt: skip
    for name, says, commands_of_group in groups:
        group = typer.Typer(name=name, help=says, rich_markup_mode=None, no_args_is_help=True)
        for verb, what, work, takes in commands_of_group:
            _add(group, verb, what, work, _WORKSPACE, *takes)
        app.add_typer(group)
    _add(app, "serve", "Serve the API and the members' pages of a store.", serving.serve, _WORKSPACE, *serving.OPTIONS)


def _add_catalogue(app: typer.Typer) -> None:
    name = Argument("name", "NAME", "one definition, such as retention_rate", str, optional=True)
    _add(app, "definitions", "What each number means.", commands.definitions, name)
    kind = Argument("kind", "KIND", "a kind of fact, such as answers", str, optional=True)
    _add(app, "template", "A small file of one kind of fact to begin with, as CSV.", commands.template, kind)
    _add(app, "policies", "What is done with rows that are no plain purchase.", commands.policies)


def _add(app: typer.Typer, name: str, says: str, work: Callable[[dict[str, Any]], int], *takes: Argument | Option) -> None:
    """A command whose parameters are data: Typer reads them from the signature that is set here."""

    def run(**values: Any) -> None:
        context: typer.Context = values.pop("context")
        raise typer.Exit(guarded(lambda: work(values), debug=context.find_root().params["debug"]))

    parameters = [_CONTEXT, *(t.parameter for t in takes)]
    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    explained = [f"{t.metavar}: {t.help}." for t in takes if isinstance(t, Argument)]
    app.command(name, help="\n\n".join([says, *explained]), short_help=says)(run)
