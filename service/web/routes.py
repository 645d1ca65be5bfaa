"""What is answered under which path."""

import json
from typing import Any

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from service.app.orders import status_of
from service.web.health import Health, Reloading, is_ready
from service.web.metrics import CONTENT_TYPE, Metrics


log = structlog.get_logger()


def make_app(health: Health, metrics: Metrics, reloading: Reloading | None) -> Starlette:
    """Put the paths together; the pages of the desk will be mounted beside them."""

    async def healthz(_: Request) -> Response:
        """Say that the event loop runs; nothing else is asked."""
        return _json({"status": "ok"})

    async def readyz(request: Request) -> Response:
        checks = await health.checks()
        ready = is_ready(checks)
        body: dict[str, Any] = {"status": "ok" if ready else "not ok"}
        if not request.state.bare:
            body["checks"] = {
                name: {"status": "ok" if check.good else "not ok", "reason": check.reason}
                for name, check in checks.items()
            }
        return _json(body, 200 if ready else 503)

    async def scrape(_: Request) -> Response:
        return Response(await metrics.text(), media_type=CONTENT_TYPE)

    async def reload(request: Request) -> Response:
        if reloading is None:
            raise HTTPException(501, "this process cannot read its files anew")
        log.info("web.reload_asked", user=request.state.user)
        outcome = await reloading.reload()
        problems = [problem.as_data() for problem in outcome.problems]
        status = status_of(outcome.problems, good=outcome.good)
        return _json({"status": status, "problems": problems}, 200 if outcome.good else 422)

    app = Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/metrics", scrape),
            Route("/-/reload", reload, methods=["POST"]),
        ],
        exception_handlers={HTTPException: _refused},
    )
    app.router.redirect_slashes = False
    return app


def _json(body: dict[str, Any], status: int = 200) -> Response:
    text = json.dumps(body, ensure_ascii=False, indent=2) + "\n"
    return Response(text, status, media_type="application/json")


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    response = _json({"error": error.detail}, error.status_code)
    response.headers.update(error.headers or {})
    return response
