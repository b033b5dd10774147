"""Results of queries as text and tables."""
