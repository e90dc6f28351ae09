"""Backups, restores and migrations of server data, killed at random moments."""
