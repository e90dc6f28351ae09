"""Backups of server data, restoring them, and moving the data to the other kind of database.

A backup of either database is one SQLite file with the tables of its schema version and a checksum at its end.
"""
