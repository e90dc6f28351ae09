"""`/explain`: a text that somebody pastes."""
