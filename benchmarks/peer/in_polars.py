"""The questions in polars, asked lazily of frames in memory."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import polars as pl

from benchmarks.peer.asked import AS_AT, KNOWN_ON, MOMENTS, SINCE, Kind, Question, Row
from benchmarks.peer.rows import Rows
from benchmarks.peer.sql_words import CONFIDENCES, KINDS, STATUSES
from ictrack.vocabulary import Movement, Standing, UpdateKind

_WORDS = {"kind": KINDS, "status": STATUSES, "confidence": CONFIDENCES}
_AFTER = len(MOMENTS) + 1
# A day, an update and what it says become one number, of which the greatest is what was said last.
_PLACE = pl.col("reported_on").to_physical().cast(pl.Int64) * 2**26 + pl.col("update")
_STATUS = _PLACE * 32 + pl.col("rank")
_TARGET = _PLACE * 2**15 + pl.col("revised_target_on").to_physical()


class InPolars:
    """polars with its frames in order, controlled words as enumerations, on all cores."""

    name = f"polars {pl.__version__}"
    holds = (
        "frames in memory, in the order of initiative, day and update, asked lazily; controlled words are "
        "enumerations, cities, areas and phases categories, identifiers numbers"
    )

    def __init__(self, rows: Rows) -> None:
        """Make the frames."""
        named = [pl.col(name).cast(pl.Categorical) for name in ("city_id", "area_id", "phase_id")]
        self._initiatives = pl.DataFrame(rows.initiatives).with_columns(named)
        controlled = [pl.col(name).cast(pl.Enum(words)) for name, words in _WORDS.items()]
        self._updates = pl.DataFrame(rows.updates).with_columns(controlled).set_sorted("initiative")
        self._corrections = self._updates.filter(pl.col("corrects").is_not_null()).select(
            "initiative", "update", "corrects", "recorded_on"
        )

    def ask(self, question: Question) -> pl.DataFrame:
        """Answer a question as a frame."""
        initiatives = self._initiatives.lazy().filter(~pl.col("is_part"))
        if question.city:
            initiatives = initiatives.filter(pl.col("city_id") == question.city)
        if question.area:
            initiatives = initiatives.filter(pl.col("area_id") == question.area)
        asks = {Kind.STANDING: _standings, Kind.MOVEMENT: _movements, Kind.SERIES: _series}
        return asks[question.kind](initiatives, self._reports(question, initiatives)).collect()

    def tell(self, question: Question, answer: pl.DataFrame) -> Iterable[Row]:
        """Give an answer as tuples."""
        if question.kind is Kind.SERIES:
            return [(MOMENTS[place - 1], *rest) for place, *rest in answer.iter_rows()]
        return answer.iter_rows()

    def close(self) -> None:
        """Hold nothing that must be given back."""

    def _reports(self, question: Question, initiatives: pl.LazyFrame) -> pl.LazyFrame:
        """Give the reports up to the last day that count, with the rank of what they say."""
        updates, corrections = self._updates.lazy(), self._corrections.lazy()
        if question.city or question.area:
            wanted = initiatives.select("initiative").collect()["initiative"].implode()
            updates = updates.filter(pl.col("initiative").is_in(wanted))
            corrections = corrections.filter(pl.col("initiative").is_in(wanted))
        ignored = _ignored(corrections.filter(pl.col("recorded_on") <= KNOWN_ON).collect())
        counts = (
            (pl.col("reported_on") <= AS_AT)
            & (pl.col("recorded_on") <= KNOWN_ON)
            & (pl.col("kind") != str(UpdateKind.WITHDRAWAL))
        )
        status, confidence = pl.col("status").to_physical(), pl.col("confidence").to_physical()
        rank = 3 * (status.cast(pl.Int64) + 1) + confidence.cast(pl.Int64).fill_null(2)
        kept = updates.filter(counts & (pl.col("corrected_by").is_null() | ~pl.col("update").is_in(ignored)))
        return kept.with_columns(rank=rank)


def _ignored(links: pl.DataFrame) -> pl.Series:
    """Give the updates that are taken back, each by a correction that nothing newer takes back."""
    by = links.join(links, left_on="update", right_on="corrects", suffix="_by").filter(
        (pl.col("recorded_on_by") > pl.col("recorded_on"))
        | ((pl.col("recorded_on_by") == pl.col("recorded_on")) & (pl.col("update_by") > pl.col("update")))
    )
    # Who is taken back by one that is itself taken back stands again: until nothing changes.
    undone = by["update"]
    while True:
        next_undone = by.filter(~pl.col("update_by").is_in(undone.implode()))["update"]
        if next_undone.equals(undone):
            return links.filter(~pl.col("update").is_in(undone.implode()))["corrects"].implode()
        undone = next_undone


def _standing(rank: str, is_overdue: pl.Expr) -> pl.Expr:
    """Give the standing that a rank and being overdue make; the first match wins."""
    of = pl.col(rank)
    return (
        pl.when(of.is_null())
        .then(pl.lit(str(Standing.NOT_REPORTED)))
        .when(of >= 15)
        .then(pl.lit(str(Standing.COMPLETED)))
        .when(of < 6)
        .then(pl.lit(str(Standing.STOPPED)))
        .when(of < 9)
        .then(pl.lit(str(Standing.PAUSED)))
        .when(is_overdue | (of % 3 == 0))
        .then(pl.lit(str(Standing.BEHIND)))
        .when(of % 3 == 1)
        .then(pl.lit(str(Standing.AT_RISK)))
        .when(of >= 12)
        .then(pl.lit(str(Standing.IN_PROGRESS)))
        .otherwise(pl.lit(str(Standing.NOT_STARTED)))
    )


def _last_said(end: str, where: pl.Expr) -> list[pl.Expr]:
    """Take what the reports of a group say last, of those that are meant."""
    target = _TARGET.filter(where).max() % 2**15
    return [
        (_STATUS.filter(where).max() % 32).alias(f"rank{end}"),
        target.cast(pl.Int32).cast(pl.Date).alias(f"revised{end}"),
    ]


def _counts(day: date, has_report: pl.Expr) -> pl.Expr:
    joined = (pl.col("joins_on") <= day) | (
        pl.col("joins_with_report") & (pl.col("frame_starts_on") <= day) & has_report
    )
    return (pl.col("removed_on") > day) & joined


def _overdue(day: date, target: str) -> pl.Expr:
    overdue = (pl.col(target) < day) & (pl.col(target) < pl.col("frame_ends_on")) & ~pl.col("is_open_ended")
    return overdue.fill_null(value=False)


def _standings(initiatives: pl.LazyFrame, reports: pl.LazyFrame) -> pl.LazyFrame:
    said = reports.group_by("initiative").agg(
        *_last_said("", pl.lit(value=True)), has_report=pl.lit(value=True)
    )
    return (
        initiatives.join(said, on="initiative", how="left")
        .filter(_counts(AS_AT, pl.col("has_report").is_not_null()))
        .with_columns(target=pl.coalesce("revised", "target_on"))
        .group_by(
            "city_id", "area_id", "phase_id", _standing("rank", _overdue(AS_AT, "target")).alias("standing")
        )
        .agg(initiatives=pl.len())
    )


def _movements(initiatives: pl.LazyFrame, reports: pl.LazyFrame) -> pl.LazyFrame:
    before, between = pl.col("reported_on") <= SINCE, pl.col("reported_on") > SINCE
    said = reports.group_by("initiative").agg(
        *_last_said("_before", before),
        *_last_said("_now", pl.lit(value=True)),
        first=pl.col("reported_on").min(),
        updates=between.sum(),
        others=(between & (pl.col("kind") != str(UpdateKind.REVIEWED_NO_CHANGE))).sum(),
    )
    days = (
        reports.filter(between & pl.col("rank").is_not_null())
        .group_by("initiative", "reported_on")
        .agg(rank=_STATUS.max() % 32)
        .group_by("initiative")
        .agg(lowest=pl.col("rank").min(), highest=pl.col("rank").max())
    )
    standing_before = _standing("rank_before", _overdue(SINCE, "target_before"))
    standing_now = _standing("rank_now", _overdue(AS_AT, "target_now"))
    return (
        initiatives.join(said, on="initiative", how="left")
        .join(days, on="initiative", how="left")
        .with_columns(
            counted_before=_counts(SINCE, (pl.col("first") <= SINCE).fill_null(value=False)),
            counts_now=_counts(AS_AT, pl.col("first").is_not_null()),
            target_before=pl.coalesce("revised_before", "target_on"),
            target_now=pl.coalesce("revised_now", "target_on"),
        )
        .filter(pl.col("counted_before") | pl.col("counts_now"))
        .with_columns(standing_before=standing_before, standing_now=standing_now)
        .select(
            "initiative_id",
            _movement().alias("movement"),
            pl.when("counted_before").then("standing_before").alias("from_standing"),
            pl.when("counts_now").then("standing_now").alias("to_standing"),
        )
    )


def _movement() -> pl.Expr:
    """Give the movement between two standings; the first match wins."""
    old, new = pl.col("rank_before"), pl.col("rank_now")
    behind = str(Standing.BEHIND)
    fell_due = (pl.col("standing_now") == behind) & (pl.col("standing_before") != behind)
    matches = (
        (~pl.col("counted_before"), Movement.JOINED),
        (~pl.col("counts_now"), Movement.LEFT),
        (old.is_null() & new.is_not_null(), Movement.FIRST_UPDATE),
        ((old // 3 == new // 3) & ((new >= 15) | (new < 6)), Movement.FINISHED_EARLIER),
        (new > old, Movement.FORWARD),
        (new < old, Movement.BACK),
        ((pl.col("lowest") != new) | (pl.col("highest") != new), Movement.ROUND_TRIP),
        (fell_due & _overdue(AS_AT, "target_now"), Movement.FELL_DUE),
        (pl.col("target_before").ne_missing(pl.col("target_now")), Movement.NEW_TARGET_DATE),
        ((pl.col("updates") > 0) & (pl.col("others") == 0), Movement.REVIEWED_NO_CHANGE),
        (pl.col("updates") > 0, Movement.UPDATED_UNCHANGED),
    )
    found = pl.lit(str(Movement.SILENT))
    for match, movement in reversed(matches):
        found = pl.when(match).then(pl.lit(str(movement))).otherwise(found)
    return found


def _place(day: pl.Expr) -> pl.Expr:
    """Say on which of the days that are asked about a day counts first; nothing counts on none."""
    place = pl.lit(pl.Series(MOMENTS)).search_sorted(day, side="left").cast(pl.Int32) + 1
    return pl.when(day.is_null()).then(_AFTER).otherwise(place)


def _so_far(column: str) -> pl.Expr:
    """Take what was said last of the same initiative; much quicker than going through each apart."""
    said_of = pl.when(pl.col(column).is_not_null()).then("initiative").forward_fill()
    return pl.when(said_of == pl.col("initiative")).then(pl.col(column).forward_fill())


def _series(initiatives: pl.LazyFrame, reports: pl.LazyFrame) -> pl.LazyFrame:
    told = (
        reports.group_by("initiative", place=_place(pl.col("reported_on")))
        .agg(status=_STATUS.max(), target=_TARGET.max(), first=pl.col("reported_on").min())
        .sort("initiative", "place")
    )
    same_next = pl.col("initiative").shift(-1) == pl.col("initiative")
    lasting = told.with_columns(
        place_after=pl.when(same_next).then(pl.col("place").shift(-1)).otherwise(_AFTER),
        rank=_so_far("status") % 32,
        revised=(_so_far("target") % 2**15).cast(pl.Int32).cast(pl.Date),
    )
    first = lasting.group_by("initiative").agg(pl.col("first").min(), first_place=pl.col("place").min())
    with_report = pl.max_horizontal("first", "frame_starts_on")
    joined_on = (
        pl.when(pl.col("joins_with_report") & pl.col("first").is_not_null())
        .then(pl.min_horizontal("joins_on", with_report))
        .otherwise("joins_on")
    )
    one = initiatives.join(first, on="initiative", how="left").select(
        *("initiative", "target_on", "frame_ends_on", "is_open_ended"),
        first_place=pl.col("first_place").fill_null(_AFTER),
        join_place=_place(joined_on),
        leave_place=_place(pl.col("removed_on")),
    )
    columns = ["initiative", "place", "place_after", "rank", "revised"]
    before = one.select(
        "initiative",
        place=pl.lit(1, pl.Int32),
        place_after="first_place",
        rank=pl.lit(None, pl.Int64),
        revised=pl.lit(None, pl.Date),
    )
    stays = pl.concat([lasting.select(columns), before])
    return _count_in_time(stays.join(one, on="initiative"))


def _count_in_time(stays: pl.LazyFrame) -> pl.LazyFrame:
    """Count what began and ended at each day, and go through the days once."""
    target = pl.coalesce("revised", "target_on")
    may_fall_due = (target < pl.col("frame_ends_on")) & ~pl.col("is_open_ended")
    due = pl.when(may_fall_due).then(_place(target + pl.duration(days=1))).otherwise(_AFTER)
    alike = (
        stays.select(
            "rank",
            due=due,
            begins=pl.max_horizontal("place", "join_place"),
            ends=pl.min_horizontal("place_after", "leave_place"),
        )
        .filter(pl.col("begins") < pl.col("ends"))
        .group_by("rank", "begins", "ends", due=pl.max_horizontal("begins", pl.min_horizontal("ends", "due")))
        .agg(initiatives=pl.len().cast(pl.Int64))
    )
    in_time = _standing("rank", pl.lit(value=False))
    overdue = _standing("rank", pl.lit(value=True))
    steps = pl.concat(
        alike.select(place=pl.col(place), standing=standing, change=sign * pl.col("initiatives"))
        for place, standing, sign in (
            *(("begins", in_time, 1), ("due", in_time, -1)),
            *(("due", overdue, 1), ("ends", overdue, -1)),
        )
    )
    places = pl.LazyFrame({"place": range(1, _AFTER)}, schema={"place": pl.Int32})
    return (
        places.join(steps.select(pl.col("standing").unique()), how="cross")
        .join(
            steps.group_by("place", "standing").agg(pl.col("change").sum()),
            on=["place", "standing"],
            how="left",
        )
        .sort("place")
        .with_columns(initiatives=pl.col("change").fill_null(0).cum_sum().over("standing"))
        .filter(pl.col("initiatives") > 0)
        .select("place", "standing", "initiatives")
    )
