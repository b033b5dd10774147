"""How pairs stand, as JSON, CSV, records and a graph."""
