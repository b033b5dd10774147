"""What is wrong in our records (check) and who disagrees in the world (conflicts)."""
