"""Full-text search: one index over all areas, written in the transaction that publishes."""
