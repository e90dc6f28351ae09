"""How many answers one process gives on one processor, through either door."""
