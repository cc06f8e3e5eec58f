"""Generations of the public areas, and pages kept until the next one."""
