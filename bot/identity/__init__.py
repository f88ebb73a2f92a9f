"""Which names are one person, and which entries are one project over the years (pure, no SQL)."""
