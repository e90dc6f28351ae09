"""What a name is: how names are written, spelled and compared."""
