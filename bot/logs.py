"""Log lines: for people on a console, or one JSON object each. They never contain what people typed."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator

import structlog
from structlog.typing import ExcInfo, Processor

from bot.settings import LogFormat, Settings


def configure_logging(settings: Settings) -> None:
    """Write all log lines, Medlex's and the libraries', to standard error in the chosen format."""
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
                structlog.processors.ExceptionRenderer(without_messages),
                renderer,
            ],
        )
    )
    level = logging.getLevelNamesMapping()[settings.medlex_log_level.upper()]
    # Below "info" the libraries log queries, message bodies and tokens of interactions, and with them what
    # people typed.
    logging.basicConfig(handlers=[handler], level=max(level, logging.INFO), force=True)
    logging.getLogger("bot").setLevel(level)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def _console() -> structlog.dev.ConsoleRenderer:
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)


def without_messages(exc_info: ExcInfo) -> str:
    """Return the traceback and class of an exception and of those that led to it, the first of them first,
    without messages and local variables, which may contain what people typed.
    """
    return "\nwhich led to\n".join(reversed(list(map(_without_message, _causes(exc_info[1])))))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an exception, the one that led to it, and so on."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _without_message(error: BaseException) -> str:
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{frames}{type(error).__module__}.{type(error).__qualname__}"
