"""The unit of publication, its states, versions and activity log."""
