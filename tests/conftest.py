"""For every test: properties are tried without a clock, and the same ones each time in CI."""

from __future__ import annotations

import os

import hypothesis

from tests.examples import at_most

TRIED = at_most(100)
hypothesis.settings.register_profile("here", max_examples=TRIED, deadline=None, print_blob=True)
hypothesis.settings.register_profile("ci", max_examples=TRIED, deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")
