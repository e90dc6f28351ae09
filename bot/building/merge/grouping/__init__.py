"""Which records of different sources are the same thing."""
