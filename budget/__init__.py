"""Budget ceilings, realisation and election grants."""
