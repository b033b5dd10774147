"""What leaves the base: reports for people and machines, exports."""
