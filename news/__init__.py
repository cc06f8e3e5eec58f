"""News of the commission."""
