"""Voter rolls, elections and what was counted in them."""
