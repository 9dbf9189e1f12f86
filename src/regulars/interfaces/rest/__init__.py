"""The API: members, points, purchases and codes over HTTP, as docs/howto/api.md shows."""

from regulars.interfaces.rest.application import api

__all__ = ["api"]
