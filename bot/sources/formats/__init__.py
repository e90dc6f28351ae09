"""One module for each format that publishers use, and the registry of them."""
