"""Pages for people: contests, records, coverage, logs."""
