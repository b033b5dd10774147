"""Whether words are where the records say, and say what the records say."""
