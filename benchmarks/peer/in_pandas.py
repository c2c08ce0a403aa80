"""The questions in pandas, from frames in memory."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.peer.asked import AS_AT, KNOWN_ON, MOMENTS, SINCE, Kind, Question, Row
from benchmarks.peer.rows import Rows
from benchmarks.peer.sql_words import CONFIDENCES, KINDS, STATUSES
from ictrack.vocabulary import Movement, Standing, UpdateKind

_WORDS = {"kind": KINDS, "status": STATUSES, "confidence": CONFIDENCES}
_STANDINGS = pd.CategoricalDtype(list(map(str, Standing)))
_MOVEMENTS = pd.CategoricalDtype(list(map(str, Movement)))
_AFTER = len(MOMENTS) + 1


class InPandas:
    """pandas with its frames in order, controlled words as categories and days as days."""

    name = f"pandas {pd.__version__}"
    holds = (
        "frames in memory, in the order of initiative, day and update; controlled words, cities, areas and "
        "phases are categories, identifiers numbers"
    )

    def __init__(self, rows: Rows) -> None:
        """Make the frames."""
        self._initiatives = rows.initiatives.to_pandas(date_as_object=False).set_index("initiative")
        for column in ("city_id", "area_id", "phase_id"):
            self._initiatives[column] = self._initiatives[column].astype("category")
        updates = rows.updates.to_pandas(date_as_object=False)
        for column, words in _WORDS.items():
            updates[column] = pd.Categorical(updates[column], categories=words)
        self._updates = updates
        self._corrections = updates.loc[
            updates["corrects"].notna(), ["initiative", "update", "corrects", "recorded_on"]
        ].astype({"corrects": "int32"})

    def ask(self, question: Question) -> pd.DataFrame:
        """Answer a question as a frame."""
        initiatives = self._initiatives[~self._initiatives["is_part"]]
        if question.city:
            initiatives = initiatives[initiatives["city_id"] == question.city]
        if question.area:
            initiatives = initiatives[initiatives["area_id"] == question.area]
        asks = {Kind.STANDING: _standings, Kind.MOVEMENT: _movements, Kind.SERIES: _series}
        return asks[question.kind](initiatives, self._reports(question, initiatives))

    def tell(self, question: Question, answer: pd.DataFrame) -> Iterable[Row]:
        """Give an answer with nothing where a frame has its own word for nothing."""
        told = answer.astype(object).where(answer.notna(), None)
        rows: list[Row] = list(told.itertuples(index=False, name=None))
        if question.kind is Kind.SERIES:
            return [(MOMENTS[place - 1], *rest) for place, *rest in rows]
        return rows

    def close(self) -> None:
        """Hold nothing that must be given back."""

    def _reports(self, question: Question, initiatives: pd.DataFrame) -> pd.DataFrame:
        """Give the reports up to the last day that count, with the rank of what they say."""
        updates, corrections = self._updates, self._corrections
        if question.city or question.area:
            updates = updates[updates["initiative"].isin(initiatives.index)]
            corrections = corrections[corrections["initiative"].isin(initiatives.index)]
        known = pd.Timestamp(KNOWN_ON)
        counts = (
            (updates["reported_on"] <= pd.Timestamp(AS_AT))
            & (updates["recorded_on"] <= known)
            & (updates["kind"] != str(UpdateKind.WITHDRAWAL))
            & (updates["corrected_by"].isna() | ~updates["update"].isin(_ignored(corrections, known)))
        )
        reports = updates.loc[
            counts, ["initiative", "reported_on", "kind", "status", "confidence", "revised_target_on"]
        ]
        status, confidence = reports["status"].cat.codes, reports["confidence"].cat.codes
        rank = 3 * (status + 1) + confidence.where(confidence >= 0, 2)
        return reports.assign(rank=rank.where(status >= 0))


def _ignored(corrections: pd.DataFrame, known: pd.Timestamp) -> pd.Series:
    """Give the updates that are taken back, each by a correction that nothing newer takes back."""
    links = corrections[corrections["recorded_on"] <= known]
    by = links.merge(
        links[["update", "corrects", "recorded_on"]],
        left_on="update",
        right_on="corrects",
        suffixes=("", "_by"),
    )
    newer = (by["recorded_on_by"] > by["recorded_on"]) | (
        (by["recorded_on_by"] == by["recorded_on"]) & (by["update_by"] > by["update"])
    )
    by = by[newer]
    # Who is taken back by one that is itself taken back stands again: until nothing changes.
    undone = by["update"]
    while True:
        next_undone = by.loc[~by["update_by"].isin(undone), "update"]
        if len(next_undone) == len(undone) and next_undone.equals(undone):
            return links.loc[~links["update"].isin(undone), "corrects"]
        undone = next_undone


def _standing(rank: pd.Series, is_overdue: pd.Series) -> pd.Categorical:
    """Give the standing that a rank and being overdue make; the first match wins."""
    behind = is_overdue | (rank % 3 == 0)
    matches = (
        (rank >= 15, Standing.COMPLETED),
        (rank < 6, Standing.STOPPED),
        (rank.isna(), Standing.NOT_REPORTED),
        (rank < 9, Standing.PAUSED),
        (behind, Standing.BEHIND),
        (rank % 3 == 1, Standing.AT_RISK),
        (rank >= 12, Standing.IN_PROGRESS),
    )
    order = list(Standing)
    codes = np.select(
        [match.to_numpy() for match, _standing in matches],
        [order.index(standing) for _match, standing in matches],
        order.index(Standing.NOT_STARTED),
    )
    return pd.Categorical.from_codes(codes, dtype=_STANDINGS)


def _as_at(initiatives: pd.DataFrame, reports: pd.DataFrame, day: date) -> pd.DataFrame:
    """Give what is in force of each initiative at a day, and whether it counts."""
    moment = pd.Timestamp(day)
    told = reports[reports["reported_on"] <= moment].groupby("initiative", sort=False)
    last = told[["rank", "revised_target_on"]].last()
    found = initiatives.join(last)
    has_report = found.index.isin(last.index)
    target = found["revised_target_on"].fillna(found["target_on"])
    is_overdue = (target < moment) & (target < found["frame_ends_on"]) & ~found["is_open_ended"]
    counts = (found["removed_on"] > moment) & (
        (found["joins_on"] <= moment)
        | (found["joins_with_report"] & (found["frame_starts_on"] <= moment) & has_report)
    )
    return found.assign(
        current_target_on=target,
        standing=_standing(found["rank"], is_overdue),
        is_overdue=is_overdue & ~(found["rank"] >= 15) & ~(found["rank"] < 6),
        counts=counts,
    )


def _standings(initiatives: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    found = _as_at(initiatives, reports, AS_AT)
    keys = ["city_id", "area_id", "phase_id", "standing"]
    counted = found.loc[found["counts"], keys]
    return (
        counted.groupby(keys, observed=True, dropna=False, sort=False).size().reset_index(name="initiatives")
    )


def _movements(initiatives: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    before = _as_at(initiatives, reports, SINCE)
    now = _as_at(initiatives, reports, AS_AT)
    between = reports[reports["reported_on"] > pd.Timestamp(SINCE)]
    updates = between.groupby("initiative", sort=False).size().reindex(now.index, fill_value=0)
    others = between.loc[between["kind"] != str(UpdateKind.REVIEWED_NO_CHANGE), "initiative"].unique()
    days = between[between["rank"].notna()].drop_duplicates(["initiative", "reported_on"], keep="last")
    ranks = days.groupby("initiative", sort=False)["rank"].agg(["min", "max"]).reindex(now.index)
    from_rank, to_rank = before["rank"], now["rank"]
    old, new = before["current_target_on"], now["current_target_on"]
    finished = (from_rank // 3 == to_rank // 3) & ((to_rank >= 15) | (to_rank < 6))
    matches = (
        (~before["counts"], Movement.JOINED),
        (~now["counts"], Movement.LEFT),
        (from_rank.isna() & to_rank.notna(), Movement.FIRST_UPDATE),
        (finished, Movement.FINISHED_EARLIER),
        (to_rank > from_rank, Movement.FORWARD),
        (to_rank < from_rank, Movement.BACK),
        (
            (ranks["min"].notna()) & ((ranks["min"] != to_rank) | (ranks["max"] != to_rank)),
            Movement.ROUND_TRIP,
        ),
        (
            (now["standing"] == str(Standing.BEHIND))
            & (before["standing"] != str(Standing.BEHIND))
            & now["is_overdue"],
            Movement.FELL_DUE,
        ),
        ((old != new) & (old.notna() | new.notna()), Movement.NEW_TARGET_DATE),
        ((updates > 0) & ~now.index.isin(others), Movement.REVIEWED_NO_CHANGE),
        (updates > 0, Movement.UPDATED_UNCHANGED),
    )
    order = list(Movement)
    codes = np.select(
        [np.asarray(match) for match, _movement in matches],
        [order.index(movement) for _match, movement in matches],
        order.index(Movement.SILENT),
    )
    answer = pd.DataFrame(
        {
            "initiative_id": now["initiative_id"],
            "movement": pd.Categorical.from_codes(codes, dtype=_MOVEMENTS),
            "from_standing": before["standing"].where(before["counts"]),
            "to_standing": now["standing"].where(now["counts"]),
        }
    )
    return answer[before["counts"] | now["counts"]]


def _place(days: pd.Series) -> Any:
    """Say on which of the days that are asked about a day counts first; nothing counts on none."""
    moments = np.array(MOMENTS, dtype="datetime64[s]")
    return np.searchsorted(moments, days.to_numpy(dtype="datetime64[s]")) + 1


def _series(initiatives: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    told = reports[["initiative", "rank", "revised_target_on"]].assign(place=_place(reports["reported_on"]))
    lasting = told.groupby(["initiative", "place"], sort=False).last().reset_index("place")
    of_one = lasting.groupby(level="initiative", sort=False)
    lasting = lasting.assign(
        rank=of_one["rank"].ffill(),
        revised_target_on=of_one["revised_target_on"].ffill(),
        place_after=of_one["place"].shift(-1).fillna(_AFTER).astype("int64"),
    )
    first = of_one["place"].first().reindex(initiatives.index, fill_value=_AFTER)
    before = pd.DataFrame({"place": 1, "place_after": first}, index=initiatives.index)
    one = initiatives.assign(
        join_place=_place(_joined_on(initiatives, reports)), leave_place=_place(initiatives["removed_on"])
    )
    columns = ["join_place", "leave_place", "target_on", "frame_ends_on", "is_open_ended"]
    return _count_in_time(pd.concat([lasting, before]).join(one[columns], how="inner"))


def _joined_on(initiatives: pd.DataFrame, reports: pd.DataFrame) -> pd.Series:
    first = reports.groupby("initiative", sort=False)["reported_on"].first().reindex(initiatives.index)
    with_report = pd.concat([first, initiatives["frame_starts_on"]], axis=1).max(axis=1, skipna=False)
    earlier = initiatives["joins_with_report"] & (with_report < initiatives["joins_on"])
    return initiatives["joins_on"].mask(earlier, with_report)


def _count_in_time(stays: pd.DataFrame) -> pd.DataFrame:
    """Count what began and ended at each day, and go through the days once."""
    target = stays["revised_target_on"].fillna(stays["target_on"])
    may_fall_due = (target < stays["frame_ends_on"]) & ~stays["is_open_ended"]
    due = np.where(may_fall_due, _place(target + pd.Timedelta(days=1)), _AFTER)
    begins = stays[["place", "join_place"]].max(axis=1)
    ends = np.minimum(stays[["place_after", "leave_place"]].min(axis=1), _AFTER)
    alike = pd.DataFrame({"rank": stays["rank"], "begins": begins, "ends": ends})
    alike["due"] = np.maximum(begins, np.minimum(ends, due))
    keys = ["rank", "begins", "due", "ends"]
    alike = (
        alike[begins < ends].groupby(keys, dropna=False, sort=False).size().reset_index(name="initiatives")
    )
    in_time = _standing(alike["rank"], alike["rank"] < 0)
    overdue = _standing(alike["rank"], ~(alike["rank"] < 0))
    steps = [
        pd.DataFrame(
            {"place": alike[place], "standing": standing, "initiatives": sign * alike["initiatives"]}
        )
        for place, standing, sign in (
            *(("begins", in_time, 1), ("due", in_time, -1)),
            *(("due", overdue, 1), ("ends", overdue, -1)),
        )
    ]
    changes = pd.concat(steps).pivot_table(
        index="place", columns="standing", values="initiatives", aggfunc="sum", fill_value=0, observed=True
    )
    counts = changes.reindex(range(1, _AFTER), fill_value=0).cumsum().stack()
    return counts[counts > 0].reset_index()
