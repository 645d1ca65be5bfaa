"""Fetched -> Article: bytes become title, text, date, author, language and wire credit. Pure."""
