"""Commands as people use them, line by line."""
