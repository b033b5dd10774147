"""How two answers to one question stand to each other: the decision table."""
