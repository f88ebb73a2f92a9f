"""Settings: their types and defaults, how a file of them is read, and the annotated example."""
