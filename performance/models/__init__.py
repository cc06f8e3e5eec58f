"""Strategic plan, performance reports and the evidence printed in them."""

from performance.models.evidence import (
    Award,
    BuildingCondition,
    LegalDocumentCount,
    OfficeBuilding,
    Ownership,
    Position,
    StaffCount,
    StaffGroup,
    StaffStatement,
    Training,
)
from performance.models.figures import (
    AnalysisSlot,
    PlanDocument,
    Result,
    SlotKind,
    Target,
)
from performance.models.plan import PlanStatement, StatementKind
from performance.models.report import (
    Direction,
    Indicator,
    Mitigation,
    Objective,
    PerformanceReport,
    UnitKind,
)
from performance.models.scale import AchievementBand, AchievementMethod, GradeBand, GradeScale

__all__ = [
    "AchievementBand",
    "AchievementMethod",
    "AnalysisSlot",
    "Award",
    "BuildingCondition",
    "Direction",
    "GradeBand",
    "GradeScale",
    "Indicator",
    "LegalDocumentCount",
    "Mitigation",
    "Objective",
    "OfficeBuilding",
    "Ownership",
    "PerformanceReport",
    "PlanDocument",
    "PlanStatement",
    "Position",
    "Result",
    "SlotKind",
    "StaffCount",
    "StaffGroup",
    "StaffStatement",
    "StatementKind",
    "Target",
    "Training",
    "UnitKind",
]
