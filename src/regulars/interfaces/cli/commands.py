"""What each command does with its values; every one returns its exit code."""

from __future__ import annotations

import sys
from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regulars.errors import InputError, UsageError
from regulars.interfaces.cli.guarding import DONE, DONE_IN_PART
from regulars.interfaces.cli.options import flags, reading, sources
from regulars.interfaces.cli.whole_files import write_whole
from regulars.words import counted

if TYPE_CHECKING:
    from regulars.facts.log import Facts
    from regulars.facts.mapping import Mapping
    from regulars.interfaces.cli.verbs import Verb
    from regulars.wiring.shop import Workspace

Values = Lookup[str, Any]


def say(text: str) -> None:
    """One answer on standard output."""
    sys.stdout.write(text.rstrip("\n") + "\n")


def init(values: Values) -> int:
    import regulars

    path = values["workspace"]
    shop = regulars.init(path, **flags(values))
    say(
        f"{path} is a workspace now: {shop.settings.currency or 'EUR where a file names no currency'},"
        f" {shop.settings.time_zone}, weeks from {shop.settings.week_start}.\n"
        f"Its settings are in {shop.folder.toml}. Next: regulars import {path} orders.csv"
    )
    return DONE


def measure(verb: Verb, values: Values) -> int:
    """Print one measure of a source."""
    import regulars
    from regulars.interfaces.cli.results import as_text, check_format

    chosen = check_format(values["format"])
    own = {o.name: o.read(values[o.name]) for o in verb.options if values[o.name] not in (None, [])}
    result = getattr(regulars, verb.function)(facts(values, quarantine=False), **own)
    say(as_text(result, chosen))
    return DONE


def inspect(values: Values) -> int:
    """Show how a source would be read, or what a workspace holds."""
    import regulars
    from regulars.interfaces.cli.inspections import inspection_text, workspace_text
    from regulars.settings import load_settings
    from regulars.wiring.shop import is_workspace

    given = sources(values)
    if len(given) == 1 and is_workspace(given[0]):
        say(workspace_text(workspace({**values, "workspace": given[0]})))
        return DONE
    with _bar():
        found = regulars.inspect(*given, settings=load_settings(**flags(values)), **reading(values))
    say(inspection_text(found))
    if values["save_mapping"]:
        _save(values["save_mapping"], found.mappings)
    return InputError.exit_code if found.problem else DONE


def _save(path: Path, mappings: Sequence[Mapping]) -> None:
    from regulars.facts.mapping import mapping_to_toml

    write(path, mapping_to_toml(mappings))
    say(f"The mapping is in {path}: use it with --mapping {path}, or copy it into a workspace's regulars.toml.")


def import_(values: Values) -> int:
    """Add files to a workspace."""
    from regulars.interfaces.cli.intakes import count_lines, intake_lines

    shop = workspace(values)
    with _bar():
        source, keep_going = values["from_source"] or "shop", values["keep_going"]
        intake = shop.import_(*sources(values, "files"), source=source, keep_going=keep_going, **reading(values))
    latest = shop.imports()[-1]
    say("\n".join([*intake_lines(intake), "", f"Import {latest.import_id}:", *(f"  {n}" for n in count_lines(latest.counts))]))
    return DONE_IN_PART if intake.skipped else DONE


def quarantine(values: Values) -> int:
    """List the rows that could not be used."""
    from regulars.interfaces.cli.results import check_format
    from regulars.interfaces.cli.tables import aligned, as_csv

    chosen = check_format(values["format"])
    rows = workspace(values).quarantine(reason=values["reason"])
    shown = rows.slice(0, values["limit"] or rows.num_rows).to_pylist()
    if chosen == "csv":
        say(as_csv(shown, rows.column_names))
    elif chosen == "json":
        import json

        say(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        of_reason = f" for {values['reason']}" if values["reason"] else ""
        there = sorted(set(workspace(values).quarantine().column("reason").to_pylist())) if of_reason and not shown else ()
        others = f" There are rows for: {', '.join(there)}." if there else ""
        bad = f"{counted(rows.num_rows, 'row')} could not be used{of_reason}.{others}"
        say((f"{bad}\n\n{aligned(shown)}" if shown else bad) if shown or of_reason else "Every row could be used.")
    return DONE


def definitions(values: Values) -> int:
    from regulars.interfaces.cli.catalogue import definitions_text

    say(definitions_text(values["name"]))
    return DONE


def policies(_: Values) -> int:
    from regulars.interfaces.cli.catalogue import policies_text

    say(policies_text())
    return DONE


def template(values: Values) -> int:
    from regulars.interfaces.cli.catalogue import template_text

    say(template_text(values["kind"]))
    return DONE


def facts(values: Values, *, quarantine: bool = True) -> Facts:
    """The facts of a command's source, their doubts told; ``quarantine``: rows that could not be read, too."""
    from regulars.interfaces.cli.doubts import tell_doubts

    return tell_doubts(untold_facts(values), quarantine=quarantine)


def untold_facts(values: Values) -> Facts:
    """The facts of a command's source: one workspace, or files in memory."""
    from regulars.settings import load_settings
    from regulars.wiring.shop import is_workspace, read

    given = sources(values)
    if any(is_workspace(s) for s in given):
        if len(given) > 1 or any(reading(values).values()):
            raise UsageError(
                f"{', '.join(given)}: a workspace is read alone, and its columns are known",
                expected="one workspace, or files with or without --map and --encoding",
                do="import the files into the workspace first",
            )
        _check_read_already(values, given[0])
        with _bar():
            return workspace({**values, "workspace": given[0]}).facts()
    with _bar():
        return read(*given, settings=load_settings(**flags(values)), **reading(values))


def _check_read_already(values: Values, path: str) -> None:
    """Options that say how rows are read would do nothing to a workspace, and must not look as if they did."""
    of_reading = {"policies": "--policy", "rates": "--rate", "date_order": "--date-order", "decimal_mark": "--decimal-mark"}
    given = [flag for name, flag in of_reading.items() if values.get(name)]
    if given:
        raise UsageError(
            f"{', '.join(given)} says how rows are read, and those of {path} were read when they were imported",
            expected="such an option where files are read: with `regulars import`, or with files",
            do="import the files again into a new workspace with it",
        )


def workspace(values: Values) -> Workspace:
    import regulars

    return regulars.open(values["workspace"], **flags(values))


def _bar() -> Any:
    from regulars.engines.duckdb.progress import share_done
    from regulars.interfaces.cli.progress import bar

    return bar(share_done)


def write(path: Path, text: str) -> None:
    """All of the file or nothing: a full disk leaves the last report as it was."""
    write_whole(path, lambda draft: draft.write_text(text, encoding="utf-8"))
