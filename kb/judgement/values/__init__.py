"""Intervals, periods, units and extents, with their laws."""
