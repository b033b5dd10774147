"""Files: the base and its settings, Turtle with positions, archived sources."""
