"""What customers' behaviour says of why they return: one column per indicator, shrunk to peers, with its doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from regulars.errors import UsageError

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Family = Literal["incentive", "convenience", "constraint", "attitude", "advocacy"]
FAMILIES: tuple[Family, ...] = ("incentive", "convenience", "constraint", "attitude", "advocacy")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One small thing that can be seen of a customer, and what it speaks for.

    ``sign``: +1 where more of it speaks for its family's axis, -1 where less does. ``unit`` is that of
    the raw value, ``window`` the days it looks at, ``missing`` when it is not observed, ``source``
    who uses it, ``meaning`` one clause for people.
    """

    name: str
    family: Family
    sign: Literal[1, -1]
    unit: str
    window: str
    missing: str
    source: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Column:
    """One indicator over all customers; arrays of length n, in the order of ``Evidence.customers``.

    ``raw`` as observed, and ``expected``, what customers like her show, in the indicator's unit, NaN
    where not observed. ``z`` is the residual raw - expected in units of the spread between
    customers, 0 where not observed; ``s`` its standard error in the same units, infinite where not
    observed. ``observed`` counts what it rests on, 0 where not observed.
    """

    indicator: Indicator
    raw: FloatArray
    expected: FloatArray
    z: FloatArray
    s: FloatArray
    observed: IntArray

    @property
    def shrunk(self) -> FloatArray:
        """z pulled towards 0, that is towards peers, by its doubt: z ÷ (1 + s²); 0 where not observed."""
        return np.asarray(self.z / (1.0 + self.s**2), np.float64)

    @property
    def sd(self) -> FloatArray:
        """The posterior standard deviation of the shrunk value: s ÷ √(1 + s²); 1 where not observed."""
        seen = np.isfinite(self.s)
        doubt = np.where(seen, self.s, 0.0)
        return np.where(seen, doubt / np.sqrt(1.0 + doubt**2), 1.0)


@dataclass(frozen=True)
class Evidence:
    """Customers (text, ascending) and what each indicator says of them within a window of local days.

    Only indicators whose facts exist have a column: nothing is made up for what was not observed.
    """

    customers: pa.Array
    columns: tuple[Column, ...]
    window: tuple[date, date]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(c.indicator.name for c in self.columns)

    def column(self, name: str) -> Column:
        """One indicator's column by name; UsageError where it is not there."""
        for c in self.columns:
            if c.indicator.name == name:
                return c
        raise UsageError(f"there is no indicator {name!r}", expected="one of " + ", ".join(self.names), do="correct the name")

    @cached_property
    def shrunk(self) -> FloatArray:
        """(n, J): each indicator's shrunk residual, in units of the spread between customers."""
        return self._beside([c.shrunk for c in self.columns])

    @cached_property
    def sd(self) -> FloatArray:
        """(n, J): the posterior standard deviation of each, 1 where not observed."""
        return self._beside([c.sd for c in self.columns])

    def _beside(self, columns: Sequence[FloatArray]) -> FloatArray:
        return np.column_stack(columns) if columns else np.empty((len(self.customers), 0))
