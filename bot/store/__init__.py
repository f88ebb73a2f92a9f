"""SQLite: everything that is kept, and the only place that knows how."""
