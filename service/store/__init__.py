"""Everything that touches SQL: one file for each noun."""
