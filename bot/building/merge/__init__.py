"""Concepts of all sources become entries."""
