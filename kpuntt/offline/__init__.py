"""The whole public site as files that open from a disk."""
