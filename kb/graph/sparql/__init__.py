"""SPARQL: reading it, refusing what is unsafe, running it here or at an endpoint."""
