"""All answers to a question side by side, and what can be said of them together."""
