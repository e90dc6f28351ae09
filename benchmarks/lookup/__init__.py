"""How quickly the dictionary answers, completes and suggests, and what that costs, beside others on the same queries."""
