"""Monthly releases: all datasets as files that never change, and what changed between two."""
