"""A fitted model as it is kept between runs: fits, their money, and the day they know of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from regulars.errors import InputError
from regulars.measures.lifetime.fit import Fit, format_of, whole
from regulars.measures.lifetime.fitting import MODELS
from regulars.measures.lifetime.gamma_gamma import NAME

FORMAT = "regulars.value_model/1"


@dataclass(frozen=True, slots=True)
class SavedModel:
    """What one process fitted and another may apply to new facts.

    ``fit``: of buying and leaving; ``spend``: of amounts, None where they could not be added up;
    ``currency`` of those amounts; ``as_of``: the last day that the fits have seen. Picklable;
    to_json and from_json are inverse.
    """

    fit: Fit
    spend: Fit | None
    currency: str | None
    as_of: date

    def to_json(self) -> dict[str, Any]:
        """Plain values; a number that is none is null."""
        return {
            "format": FORMAT,
            "as_of": self.as_of.isoformat(),
            "currency": self.currency,
            "fit": self.fit.to_json(),
            "spend": None if self.spend is None else self.spend.to_json(),
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> SavedModel:
        """The model that ``to_json`` wrote; InputError for anything else."""
        if plain.get("format") != FORMAT:
            raise InputError(
                f"{format_of(plain)}, no saved model",
                expected=FORMAT,
                do="save one with `regulars value SOURCE --save-model FILE`",
            )
        with whole(FORMAT):
            fit, spend = Fit.from_json(plain["fit"]), None if plain["spend"] is None else Fit.from_json(plain["spend"])
            known = MODELS[fit.model].parameters if fit.model in MODELS else None
            if known != fit.names[: len(fit.names) - fit.coefficients] or (spend and spend.model != NAME):
                raise ValueError(f"{fit.model} has no such parameters")
            return cls(fit, spend, plain["currency"], date.fromisoformat(plain["as_of"]))

    def check_currency(self, currency: str | None) -> None:
        """InputError where the facts' amounts are in another currency than the model's."""
        if self.spend is not None and currency != self.currency:
            raise InputError(
                f"the model was fitted to amounts in {self.currency}, these are in {currency or 'several currencies'}",
                expected=f"amounts in {self.currency}",
                do="give rates, or fit the model to these facts",
            )
