"""Whether everything that was confirmed is there after the program was killed while it wrote server data."""
