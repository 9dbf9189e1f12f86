"""Whether the service lives, whether it can answer, and its own metrics."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from regulars.interfaces.rest.access import Call, Having
from regulars.interfaces.rest.answers import HealthAnswer
from regulars.stores.operations.migrating import need_current
from regulars.stores.operations.unlocking import need_right_key
from regulars.wiring.operations import Operations

ROUTER = APIRouter(tags=["service"])
Measuring = Annotated[Call, Depends(Having("metrics:read"))]


@ROUTER.head("/health", include_in_schema=False)
@ROUTER.get("/health", operation_id="health", summary="The process lives")
def health() -> HealthAnswer:
    return HealthAnswer(status="ok")


@ROUTER.head("/ready", include_in_schema=False)
@ROUTER.get("/ready", operation_id="ready", summary="The store answers, is of this version, and its key opens it")
def ready(request: Request) -> HealthAnswer:
    operations: Operations = request.app.state.operations
    need_current(operations.store)
    need_right_key(operations.store, operations.key)
    return HealthAnswer(status="ready")


@ROUTER.get("/metrics", operation_id="metrics", summary="Counts and times, as Prometheus reads them", response_class=Response)
def metrics(request: Request, call: Measuring) -> Response:
    return Response(generate_latest(request.app.state.registry), media_type=CONTENT_TYPE_LATEST)
