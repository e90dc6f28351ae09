"""Medlex's tests. A package, so that a package of this name that a library ships cannot stand before it."""
