"""What the pages say: frozen dataclasses made from the archive, the same for HTML and JSON."""
