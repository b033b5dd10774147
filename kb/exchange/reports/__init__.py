"""Findings as a person, an editor or a pipeline wants to read them."""
