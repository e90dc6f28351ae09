"""How much of what joined entries show is right, as a person finds who reads a sample of them."""
