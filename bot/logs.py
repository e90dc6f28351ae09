"""Log lines: for people on a console, or one JSON object each. What anybody typed is never among them."""

from __future__ import annotations

import logging
import sys

import structlog
from structlog.typing import Processor

from bot.settings import LogFormat, Settings


def configure_logging(settings: Settings) -> None:
    """Send every log line, ours and the libraries', to standard error in the chosen format."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    json = settings.medlex_log is LogFormat.JSON
    renderer = structlog.processors.JSONRenderer() if json else _console()
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *([structlog.processors.format_exc_info] if json else []),
                renderer,
            ],
        )
    )
    level = logging.getLevelNamesMapping()[settings.medlex_log_level.upper()]
    # Below "info" the libraries log queries, message bodies and tokens of interactions, and with them what people typed.
    logging.basicConfig(handlers=[handler], level=max(level, logging.INFO), force=True)
    logging.getLogger("bot").setLevel(level)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def _console() -> structlog.dev.ConsoleRenderer:
    """Lines for people. Tracebacks are plain: the richer kind shows local variables, and what people typed is in them."""
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)
