"""The report, written to a file or a folder, or printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from regulars.errors import EnvironmentFault, UsageError
from regulars.interfaces.cli.commands import Values, say, untold_facts, write
from regulars.interfaces.cli.guarding import DONE
from regulars.interfaces.cli.kinds import assumed

if TYPE_CHECKING:
    from regulars.facts.log import Facts

FORMAT_OF = {".html": "html", ".htm": "html", ".json": "json", ".md": "md", ".txt": "terminal"}


def report(values: Values) -> int:
    """Write the report to a file, or a folder of CSVs; or print it."""
    import regulars

    out: Path | None = values["output"]
    chosen, period = _format(values["format"], out), values["period"] or "month"
    if chosen == "csv":
        return _tables(values, _folder(out), period)
    held, read = assumed(values["assumptions"]), untold_facts(values)
    text = regulars.report(read, format=chosen, title=values["title"], period=period, assumptions=held)
    if out is None:
        say(text)
    else:
        write(out, text)
        say(_first(read, period) + f"The report is in {out}")
    return DONE


def _format(given: str | None, out: Path | None) -> str:
    if given or out is None:
        return given or "terminal"
    if out.suffix.lower() not in FORMAT_OF:
        raise UsageError(
            f"{out} does not say by its ending what to write",
            expected="a name that ends in " + ", ".join(FORMAT_OF),
            do="name it so, or say which with --format",
        )
    return FORMAT_OF[out.suffix.lower()]


def _first(read: Facts, period: str) -> str:
    """What matters first, where purchases can tell it."""
    import regulars

    return regulars.retention(read, period=period).reading + "\n" if read.purchases_known else ""


def _folder(out: Path | None) -> Path:
    """The folder that was asked for; it may be there already, a file may not."""
    if out is None or out.is_file():
        found = f"{out} is a file" if out else "the format csv is many files, and no folder is given"
        raise UsageError(found, expected="a folder, new or old", do="give one with -o, e.g. -o report/")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise EnvironmentFault.of(e, "making the folder") from e
    return out


def _tables(values: Values, folder: Path, period: str) -> int:
    """Every table as a CSV: what is in the folder under other names stays."""
    import regulars

    held, read = assumed(values["assumptions"]), untold_facts(values)
    files = regulars.report_tables(read, title=values["title"], period=period, assumptions=held)
    for name, text in files.items():
        # The mark at the start lets spreadsheets see that it is UTF-8.
        write(folder / name, "\ufeff" + text)
    say(_first(read, period) + f"{len(files)} tables are in {folder}; definitions.csv says what each means")
    return DONE
