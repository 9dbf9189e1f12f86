"""Know who comes back, who would still come back if they had a choice, and who stays because of what you did.

Names are loaded when they are first used: importing regulars loads no engine.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from regulars.version import __version__

if TYPE_CHECKING:
    from regulars.errors import RegularsError
    from regulars.facts.log import Facts
    from regulars.interfaces.members import wallet
    from regulars.interfaces.report import report, report_tables
    from regulars.interfaces.rest import api
    from regulars.measures.activity import activity
    from regulars.measures.churn import churn
    from regulars.measures.cohorts import cohorts
    from regulars.measures.complaints import complaints
    from regulars.measures.contact_pressure import contact_pressure
    from regulars.measures.contract_churn import contract_churn
    from regulars.measures.contract_survival import contract_survival
    from regulars.measures.due import due
    from regulars.measures.gaps import gaps
    from regulars.measures.lifecycle import lifecycle
    from regulars.measures.lifetime.backtest import backtest
    from regulars.measures.lifetime.catching_up import caught_up, known_from
    from regulars.measures.lifetime.fitting import fit
    from regulars.measures.lifetime.folding import Known
    from regulars.measures.lifetime.prediction import predict
    from regulars.measures.lifetime.saved import SavedModel
    from regulars.measures.lifetime.summarise import summarise
    from regulars.measures.lifetime.value import Value, value
    from regulars.measures.promoters import promoters
    from regulars.measures.redemptions import redemptions
    from regulars.measures.referrals import referrals
    from regulars.measures.result import Result
    from regulars.measures.retention import retention
    from regulars.measures.return_by_score import return_by_score
    from regulars.measures.revenue_retention import revenue_retention
    from regulars.measures.satisfaction import satisfaction
    from regulars.measures.second_purchase import second_purchase
    from regulars.pictures.picture import Picture
    from regulars.settings import Settings
    from regulars.understanding.kinds.found import Kinds
    from regulars.understanding.kinds.kinds import kinds
    from regulars.understanding.verdict.verdict import Verdict, verdict
    from regulars.wiring.operations import operations
    from regulars.wiring.reading import inspect
    from regulars.wiring.shop import Workspace, init, open, read  # noqa: A004
    from regulars.words import Estimate, Money, NotEnough, Period

_MEASURES = ("activity", "churn", "cohorts", "due", "gaps", "lifecycle", "retention", "second_purchase")
_OF_LOYALTY = (
    "complaints", "contact_pressure", "contract_churn", "contract_survival", "promoters", "redemptions", "referrals",
    "return_by_score", "revenue_retention", "satisfaction",
)  # fmt: skip
_HOMES = {
    **{name: f"regulars.measures.{name}" for name in (*_MEASURES, *_OF_LOYALTY)},
    **dict.fromkeys(("Estimate", "Money", "NotEnough", "Period"), "regulars.words"),
    **dict.fromkeys(("Workspace", "init", "open", "read"), "regulars.wiring.shop"),
    "Facts": "regulars.facts.log",
    "Kinds": "regulars.understanding.kinds.found",
    "Known": "regulars.measures.lifetime.folding",
    "api": "regulars.interfaces.rest",
    "Picture": "regulars.pictures.picture",
    "RegularsError": "regulars.errors",
    "Result": "regulars.measures.result",
    "SavedModel": "regulars.measures.lifetime.saved",
    "Settings": "regulars.settings",
    "Value": "regulars.measures.lifetime.value",
    "Verdict": "regulars.understanding.verdict.verdict",
    "backtest": "regulars.measures.lifetime.backtest",
    **dict.fromkeys(("caught_up", "known_from"), "regulars.measures.lifetime.catching_up"),
    "fit": "regulars.measures.lifetime.fitting",
    "inspect": "regulars.wiring.reading",
    "kinds": "regulars.understanding.kinds.kinds",
    "operations": "regulars.wiring.operations",
    "predict": "regulars.measures.lifetime.prediction",
    "report": "regulars.interfaces.report",
    "report_tables": "regulars.interfaces.report",
    "summarise": "regulars.measures.lifetime.summarise",
    "value": "regulars.measures.lifetime.value",
    "verdict": "regulars.understanding.verdict.verdict",
    "wallet": "regulars.interfaces.members",
}

__all__ = [
    "Estimate",
    "Facts",
    "Kinds",
    "Known",
    "Money",
    "NotEnough",
    "Period",
    "Picture",
    "RegularsError",
    "Result",
    "SavedModel",
    "Settings",
    "Value",
    "Verdict",
    "Workspace",
    "__version__",
    "activity",
    "api",
    "backtest",
    "caught_up",
    "churn",
    "cohorts",
    "complaints",
    "contact_pressure",
    "contract_churn",
    "contract_survival",
    "due",
    "fit",
    "gaps",
    "init",
    "inspect",
    "kinds",
    "known_from",
    "lifecycle",
    "open",
    "operations",
    "predict",
    "promoters",
    "read",
    "redemptions",
    "referrals",
    "report",
    "report_tables",
    "retention",
    "return_by_score",
    "revenue_retention",
    "satisfaction",
    "second_purchase",
    "summarise",
    "value",
    "verdict",
    "wallet",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"regulars has no {name!r}; it has {', '.join(__all__)}")
    found = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
