"""Everything public in files: dated, described, and in agreement with each other."""
