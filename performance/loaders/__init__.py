"""Loading the performance area from ``fixtures/performance/``."""

from performance.loaders.reports import NOTE, performance_load

__all__ = ["NOTE", "performance_load"]
