"""How a host, or a program of theirs, sees whether the bot is well: health, and metrics for Prometheus (docs/monitoring.md)."""
