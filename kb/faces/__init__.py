"""How people meet the base: the command line."""
