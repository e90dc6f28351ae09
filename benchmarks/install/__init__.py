"""What installing and building cost, beside the least that they could cost."""
