"""Who read what a second time, and what changed since."""
