"""`regulars value`: who is still a customer, what customers will bring, and whether to believe it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regulars.errors import InputError, UsageError
from regulars.interfaces.cli.commands import facts, say
from regulars.interfaces.cli.guarding import DONE
from regulars.interfaces.cli.options import FORMAT, Option
from regulars.words import counted

if TYPE_CHECKING:
    from regulars.measures.lifetime.saved import SavedModel
    from regulars.measures.lifetime.value import Value

OPTIONS = (
    Option("horizon", "DAYS", "how far ahead to look (else 365)", int),
    Option("margin", "SHARE", "the share of an amount that you keep, e.g. 0.3 (else 1)", float),
    Option("discount", "SHARE", "what a year's wait costs, e.g. 0.1 (else 0)", float),
    Option("model", "NAME", "bg_nbd, mbg_nbd or pareto_nbd (else the best on the log's second half)"),
    Option("out", "FILE", "where to write each customer's prospects; .parquet or .csv", Path),
    Option("save_model", "FILE", "keep the fitted model, as JSON", Path),
    Option("model_from", "FILE", "use a model kept before instead of fitting one", Path),
    FORMAT,
)
_ENDINGS = (".parquet", ".csv")


def value(values: Mapping[str, Any]) -> int:
    """Print what is expected; write customers and model to files where asked."""
    import regulars
    from regulars.interfaces.cli.results import check_format

    chosen, out = check_format(values["format"]), _checked(values["out"])
    if values["model"] and values["model_from"]:
        raise UsageError("both --model and --model-from are given", expected="one of them", do="leave one out")
    saved = _loaded(values["model_from"]) if values["model_from"] else None
    terms = {"horizon_days": values["horizon"], "margin": values["margin"], "yearly_discount": values["discount"]}
    given = {name: number for name, number in terms.items() if number is not None}
    found = regulars.value(facts(values, quarantine=False), model=values["model"], saved=saved, **given)
    say(_text(found, chosen))
    for note in _kept(found, out, values["save_model"]):
        if chosen == "table":
            say(note)
    return DONE


def _text(found: Value, chosen: str) -> str:
    from regulars.interfaces.cli.appraisals import appraisal
    from regulars.interfaces.cli.tables import as_csv
    from regulars.measures.lifetime.customer_value import customer_value
    from regulars.measures.lifetime.results import document

    if chosen == "json":
        return json.dumps(document(found), ensure_ascii=False, allow_nan=False, indent=2)
    if chosen == "csv":
        table = customer_value(found).table.drop_columns("group")
        return as_csv(table.to_pylist(), table.column_names)
    return appraisal(found)


def _checked(out: Path | None) -> Path | None:
    """The file's form is known by its ending; before any work is done."""
    if out is not None and out.suffix.lower() not in _ENDINGS:
        raise UsageError(f"--out is {out.name}", expected="a name that ends in .parquet or .csv", do="correct it")
    return out


def _loaded(path: Path) -> SavedModel:
    from regulars.measures.lifetime.saved import SavedModel

    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as e:
        raise InputError(f"{path} is no JSON: {e}", expected="a file written by --save-model", do="save the model again") from e
    if not isinstance(plain, dict):
        raise InputError(f"{path} holds no model", expected="a file written by --save-model", do="save the model again")
    return SavedModel.from_json(plain)


def _kept(found: Value, out: Path | None, model: Path | None) -> list[str]:
    """Write the files that were asked for, each whole or not at all; NotEnoughData where there is nothing to write."""
    from regulars.interfaces.cli.prospects import write_prospects
    from regulars.interfaces.cli.whole_files import write_whole

    notes = []
    if out is not None:
        notes.append(f"{counted(write_prospects(found, out), 'customer')} are in {out}.")
    if model is not None:
        text = json.dumps(found.require().model.to_json(), ensure_ascii=False, allow_nan=False, indent=2) + "\n"
        write_whole(model, lambda draft: draft.write_text(text, encoding="utf-8"))
        notes.append(f"The model is in {model}: use it with --model-from {model}.")
    return notes
