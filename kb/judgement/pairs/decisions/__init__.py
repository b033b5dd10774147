"""The decision rules DR01 to DR26: each is one small function that decides a pair, or passes."""
