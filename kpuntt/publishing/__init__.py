"""The unit of publication, its states and versions."""
