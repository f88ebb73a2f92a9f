"""Commands that people give on IRC, one family a file; a file here is found by itself."""
