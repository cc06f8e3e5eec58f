"""The register of findings and the count of checks behind it."""
