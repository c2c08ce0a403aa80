"""The child process that reads one file: bytes on stdin, text on stdout, and limits on all of it.

It is started by `ictrack.ingest.contained`, and by nothing else.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ictrack.errors import UsageError
from ictrack.ingest.contained import ANSWER, OUT_OF_MEMORY, REQUEST, ChildAnswer, ChildRequest
from ictrack.ingest.gather import gather_bytes
from ictrack.ingest.limits import ReadingLimits


def limit_this_process(limits: ReadingLimits) -> None:
    """Limit this process's memory and time, and let it write no file.

    Windows has no such limits; there the parent's clock is the one that holds.
    """
    try:
        import resource  # noqa: PLC0415
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if limits.seconds is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))


def answer_request(request: ChildRequest, data: bytes) -> ChildAnswer:
    """Read the bytes as the source that they are named after, or say why they are none."""
    try:
        return ChildAnswer(
            gather_bytes(data, Path(request.name), request.limits, is_tracker=request.is_tracker)
        )
    except UsageError as error:
        return ChildAnswer(refused=str(error))


def run_child() -> None:
    """Read what the parent sends, within its limits, and answer."""
    request = REQUEST.validate_json(sys.argv[1])
    limit_this_process(request.limits)
    try:
        answer = ANSWER.dump_json(answer_request(request, sys.stdin.buffer.read()))
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    run_child()
