"""What an entry is called, and how its names are written."""
