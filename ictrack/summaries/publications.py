"""Which publications a picture may show."""

from __future__ import annotations

from ictrack.scope import Scope
from ictrack.store.queries import Publication
from ictrack.summaries.setting import Setting


def is_out(publication: Publication, scope: Scope, setting: Setting) -> bool:
    """Say whether a publication was out at the as-at date, and is of the phase that is looked at.

    One without a date is taken to be out since its phase began; without a phase, the first.
    """
    began = [p.starts_on for p in setting.phases if publication.phase_id in {None, p.phase_id}]
    out_on = publication.published_on or min(began, default=None)
    out = out_on is None or out_on <= scope.as_at
    return out and scope.phase in {None, publication.phase_id}
