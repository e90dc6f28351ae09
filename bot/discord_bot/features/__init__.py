"""What people can do on Discord: one folder a feature, with its command and its page."""
