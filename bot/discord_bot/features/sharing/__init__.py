"""Showing a private page to everyone, and deleting a public one."""
