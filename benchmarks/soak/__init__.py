"""Hours of people asking, while connections break."""
