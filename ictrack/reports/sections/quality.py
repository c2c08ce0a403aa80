"""Data quality and limits: what is to be checked, and what these numbers cannot say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ictrack.language import _, ngettext
from ictrack.reports.document import Block, Bullets, Commentary, Grid, Heading, Paragraph, Section, Sentence
from ictrack.reports.sections import progress
from ictrack.reports.sections.basis import Basis
from ictrack.reports.wording import part, plain
from ictrack.store.queries import InitiativeAsAt, list_contradictions
from ictrack.summaries.contradiction_rules import ContradictionRule, describe_rule
from ictrack.summaries.contradictions import count_in_words
from ictrack.summaries.progress import count_progress
from ictrack.summaries.sentences import caveats_of
from ictrack.vocabulary import Standing


def quality_and_limits(basis: Basis) -> Section:
    """Say how far the numbers can be trusted."""
    blocks: list[Block] = [
        Bullets(_("What these numbers do not say"), _limits(basis)),
        Commentary("quality"),
        *_to_check(basis),
    ]
    return Section("quality", _("Data quality and limits"), tuple(blocks))


def _limits(basis: Basis) -> tuple[Sentence, ...]:
    counts = count_progress(basis.now, basis.scope.as_at)
    told = [plain(caveat) for caveat in caveats_of(counts, basis.now)]
    unknown = [one for one in basis.now if one.standing == Standing.NOT_REPORTED]
    told += [_unknown(basis, unknown)] if unknown else []
    told += [progress.unlinked(basis)] if basis.unlinked else []
    if basis.is_public_record:
        told.append(plain(_("Compiled from public documents: no city was asked, and silence says nothing.")))
    if basis.setting.recording_is_assumed:
        told.append(plain(_("When updates became known was not recorded: what was known then is assumed.")))
    if basis.is_for_everyone:
        told.append(plain(_("Only initiatives that are public are counted.")))
    return tuple(told)


def _unknown(basis: Basis, unknown: Sequence[InitiativeAsAt]) -> Sentence:
    if basis.is_public_record:
        words = ngettext(
            "For {n} initiative there is no dated evidence of status; it is counted as such.",
            "For {n} initiatives there is no dated evidence of status; they are counted as such.",
            len(unknown),
        )
    else:
        words = ngettext(
            "{n} initiative is not reported on; it is counted as such.",
            "{n} initiatives are not reported on; they are counted as such.",
            len(unknown),
        )
    return part(words, unknown)


def _to_check(basis: Basis) -> list[Block]:
    """Count what each rule of the catalogue found; a report for everyone does not tell of it."""
    if basis.is_for_everyone:
        return []
    found = Counter(one.rule for one in list_contradictions(basis.database, basis.scope))
    total = Sentence(_("{counted}.", counted=count_in_words(found.total(), basis.kind)))
    if not found:
        return [Paragraph(plain(_("There is nothing to check: no rule of the catalogue finds anything.")))]
    headings = (
        Heading("rule", _("What was found"), weight=5),
        Heading("why", _("Why it matters"), weight=8),
        Heading("times", _("Times"), is_number=True),
    )
    described = [(describe_rule(rule), found[rule]) for rule in ContradictionRule if found[rule]]
    rows = tuple((words.label, words.why, times) for words, times in described)
    return [Paragraph(total), Grid(_("Things to check"), headings, rows)]
