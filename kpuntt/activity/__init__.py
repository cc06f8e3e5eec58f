"""The activity log: who did what, when and why, in a chain that cannot be altered silently."""
