"""Medlex: a medical dictionary for Discord that server admins host themselves."""

__version__ = "0.1.0"
