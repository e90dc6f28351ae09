"""What a command or component needs while it runs."""
