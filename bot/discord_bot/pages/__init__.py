"""Pages that several commands show."""
