"""The release calendar: what is published when, and why a date has changed."""
