"""Where documents come from: files and folders, and the website."""
