"""Publishers' files, plain or packed, read within bounds."""
