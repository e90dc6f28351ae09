"""Publishers' files, plain or compressed, read within limits."""
