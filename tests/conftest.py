"""For every test: properties are tried without a clock, and the same ones each time in CI."""

from __future__ import annotations

import os

import hypothesis

hypothesis.settings.register_profile("here", deadline=None, print_blob=True)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")
