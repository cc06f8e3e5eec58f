"""Pages that cross areas."""
