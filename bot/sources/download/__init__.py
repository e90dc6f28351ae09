"""Downloading sources: requests, retries, resumed parts, mirrors."""
