"""Set the bot up as a service of systemd (docs/hosting/systemd.md)."""
