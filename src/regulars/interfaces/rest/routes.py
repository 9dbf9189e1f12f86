"""Every part of the API, in the order in which it is described."""

from __future__ import annotations

from regulars.interfaces.rest import codes, health, holdings, members, points, sales

ROUTERS = (members.ROUTER, holdings.ROUTER, points.ROUTER, points.BATCHES, sales.ROUTER, codes.ROUTER, health.ROUTER)
