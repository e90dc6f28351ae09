"""Backups, restores, moves and migrations of server data, killed at random moments."""
