"""Editing drafts by hand: short forms over many rows, conflicts between two people, history."""
