"""What is a kind of what, and what a part: judging what sources say of the parents of their records."""
