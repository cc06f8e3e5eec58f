"""Voter rolls and elections."""

from voters.models.election import (
    Candidate,
    Contest,
    ContestStatus,
    Election,
    ElectionReport,
    ElectionStage,
    LogisticsItem,
    Vote,
)
from voters.models.roll import (
    DisabilityCount,
    DisabilityKind,
    FigureCitation,
    PeriodKind,
    Precision,
    ReasonDirection,
    ReasonKind,
    Roll,
    RollKind,
    RollLine,
    RollReason,
    RollStage,
)
from voters.models.submission import Submission, SubmissionDeadline, period_title

__all__ = [
    "Candidate",
    "Contest",
    "ContestStatus",
    "DisabilityCount",
    "DisabilityKind",
    "Election",
    "ElectionReport",
    "ElectionStage",
    "FigureCitation",
    "LogisticsItem",
    "PeriodKind",
    "Precision",
    "ReasonDirection",
    "ReasonKind",
    "Roll",
    "RollKind",
    "RollLine",
    "RollReason",
    "RollStage",
    "Submission",
    "SubmissionDeadline",
    "Vote",
    "period_title",
]
