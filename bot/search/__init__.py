"""Find projects, people and texts by words as people type them, misspelt or not."""
