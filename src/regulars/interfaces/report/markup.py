"""Templates made into markup; whatever is not already markup is escaped."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from regulars.interfaces.report import figures


def rendered(template: str, **values: object) -> Markup:
    """A template of this package filled in."""
    return Markup(_environment().get_template(template).render(**values))  # noqa: S704  autoescape is on


@cache
def _environment() -> Environment:
    """Templates that escape everything that is not marked as markup, and stop at a missing name."""
    environment = Environment(
        loader=PackageLoader("regulars.interfaces.report"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters.update(count=figures.count, money=figures.money, tied=figures.tied)
    return environment
