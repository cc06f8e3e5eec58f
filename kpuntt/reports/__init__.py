"""Readers' reports about published figures, and what staff answer."""
