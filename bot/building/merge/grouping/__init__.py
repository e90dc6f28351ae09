"""Decide which records of different sources mean the same thing."""
