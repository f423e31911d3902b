"""`/metrics`, for Prometheus."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import Response
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from app.web.api.describing import named_as_written, problems
from app.web.desk import Desk
from app.web.operations.archive_metrics import ArchiveMetrics
from app.web.operations.requests import Measured, RequestFigures

router = APIRouter(tags=["operations"], generate_unique_id_function=named_as_written)


class MetricsResponse(Response):
    """Figures in Prometheus' text format."""

    media_type = CONTENT_TYPE_PLAIN_0_0_4


def add_metrics(application: FastAPI, desk: Desk) -> None:
    """Measure the requests of the application, and the archive when it is asked."""
    registry = CollectorRegistry()
    registry.register(ArchiveMetrics(desk))
    application.state.metrics = registry
    application.add_middleware(Measured, figures=RequestFigures(registry))


@router.get(
    "/metrics",
    summary="Figures for Prometheus",
    response_class=MetricsResponse,
    responses={
        200: {
            "description": "The figures.",
            "content": {"text/plain": {"schema": {"type": "string"}}},
        },
        **problems(),
    },
)
def list_metrics(request: Request) -> MetricsResponse:
    """In the text format 0.0.4: of the archive, the worker, the sources, the outbox, and the requests of the desk."""
    registry: CollectorRegistry = request.app.state.metrics
    return MetricsResponse(generate_latest(registry))
