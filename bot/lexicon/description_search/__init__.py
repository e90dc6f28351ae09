"""Entries that fit a description."""
