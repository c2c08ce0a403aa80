"""What is stored and sent of some initiatives, beside what somebody saw of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ictrack.store.database import Database
from ictrack.store.submissions import StoredReport, Submission, list_stored_reports, list_submissions
from ictrack.vocabulary import SubmissionState


@dataclass(frozen=True)
class Seen:
    """Hold the reports on an initiative that somebody saw before reporting on it.

    `updates` and `submissions` are identifiers; any other that is stored came meanwhile.
    """

    updates: frozenset[str] = frozenset()
    submissions: frozenset[str] = frozenset()


def what_is_there(database: Database, initiatives: Sequence[str]) -> dict[str, Seen]:
    """Give, for each initiative, the identifiers of all that is stored and sent of it."""
    updates: dict[str, set[str]] = defaultdict(set)
    submissions: dict[str, set[str]] = defaultdict(set)
    for update in list_stored_reports(database, initiatives):
        updates[update.initiative_id].add(update.update_id)
    for listed in list_submissions(database, SubmissionState.SUBMITTED, initiatives=initiatives):
        submissions[listed.submission.initiative_id].add(listed.submission.submission_id)
    return {each: Seen(frozenset(updates[each]), frozenset(submissions[each])) for each in initiatives}


@dataclass(frozen=True)
class ReportsThere:
    """Hold what is stored of the initiatives that are reported on."""

    updates: tuple[StoredReport, ...]
    submissions: tuple[Submission, ...]

    def named(self, submission_id: str | None) -> Submission | None:
        """Find a submission by its identifier."""
        return next((each for each in self.submissions if each.submission_id == submission_id), None)

    def twin(self, cells: Mapping[str, str]) -> Submission | None:
        """Find a report that was sent, still counts or waits, and says the same."""
        live = {update.update_id for update in self.updates}
        return next(
            (
                each
                for each in self.submissions
                if _told(each.cells) == _told(cells)
                and (
                    each.state is SubmissionState.SUBMITTED
                    or (each.state is SubmissionState.ACCEPTED and each.update_id in live)
                )
            ),
            None,
        )

    def newer(self, initiative_id: str, seen: Seen) -> list[StoredReport | Submission]:
        """List the reports on an initiative that are not among those that were seen."""
        sent = {each.update_id for each in self.submissions if each.submission_id in seen.submissions}
        updates = [
            update
            for update in self.updates
            if update.initiative_id == initiative_id and update.update_id not in seen.updates | sent
        ]
        waiting = [
            each
            for each in self.submissions
            if each.initiative_id == initiative_id
            and each.state is SubmissionState.SUBMITTED
            and each.submission_id not in seen.submissions
        ]
        return [*updates, *waiting]


def read_reports_there(database: Database, initiatives: Sequence[str]) -> ReportsThere:
    """Read all reports on some initiatives, whatever has become of them."""
    listed = list_submissions(database, initiatives=initiatives)
    return ReportsThere(list_stored_reports(database, initiatives), tuple(each.submission for each in listed))


def _told(cells: Mapping[str, str]) -> dict[str, str]:
    """Give what a report says, its own identifier apart."""
    return {name: cell for name, cell in cells.items() if name != "update_id"}
