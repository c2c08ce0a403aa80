"""Which publications a picture may show."""

from __future__ import annotations

from ictrack.scope import Scope
from ictrack.store.queries import Publication


def is_out(publication: Publication, scope: Scope) -> bool:
    """Say whether a publication was out at the as-at date, and is of the phase that is looked at.

    One without a date is taken to be out.
    """
    out = publication.published_on is None or publication.published_on <= scope.as_at
    return out and scope.phase in {None, publication.phase_id}
