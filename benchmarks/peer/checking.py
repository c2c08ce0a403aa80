"""See that a peer answers what ictrack answers, before any time is taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from benchmarks.peer.asked import Peer, Question, Row

_SHOWN = 3


class OtherAnswerError(Exception):
    """A peer answers a question otherwise than ictrack does: nothing is measured."""


def check_answers(ours: Peer, peers: Iterable[Peer], questions: Iterable[Question]) -> dict[Question, int]:
    """Give how many rows each answer has; raises OtherAnswerError where a peer's differs."""
    asked = tuple(peers)
    return {question: _check(ours, asked, question) for question in questions}


def _check(ours: Peer, peers: Iterable[Peer], question: Question) -> int:
    right = Counter(ours.tell(question, ours.ask(question)))
    for peer in peers:
        told = Counter(peer.tell(question, peer.ask(question)))
        if told != right:
            raise OtherAnswerError(_what_differs(peer, question, right, told))
    return right.total()


def _what_differs(peer: Peer, question: Question, right: Counter[Row], told: Counter[Row]) -> str:
    lacks, adds = right - told, told - right
    return (
        f"{peer.name} answers '{question.name}' otherwise than ictrack; nothing was measured. "
        f"It lacks {_shown(lacks)}; it has besides {_shown(adds)}."
    )


def _shown(rows: Counter[Row]) -> str:
    first = ", ".join(map(str, sorted(rows, key=str)[:_SHOWN]))
    return f"{rows.total():,} rows" + (f", such as {first}" if first else "")
