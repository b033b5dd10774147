"""The corpus as a graph, and SPARQL put to it, embedded or remote."""
