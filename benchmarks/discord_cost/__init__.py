"""What an answer on Discord costs, beside a trivial bot that sends the same."""
