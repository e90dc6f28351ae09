"""Speed and cost of answers, completions and suggestions, compared with other methods on the same queries."""
