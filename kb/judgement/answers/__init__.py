"""Claims read as answers to questions, with what they inherit from what they deny."""
