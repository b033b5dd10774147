"""RDF text out: the same bytes on every run, and read back before it leaves."""
