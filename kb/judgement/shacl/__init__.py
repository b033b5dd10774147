"""Shapes: a quick screen of our own, and pySHACL for what it suspects."""
