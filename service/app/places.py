"""What lies in the data folder, by name."""

DATABASE = "wirewatch.db"
LOCK = "wirewatch.lock"
HEARTBEAT = "heartbeat.json"
"""A sign of life, renewed with every tick."""
ASIDE = "aside"
"""The bytes of documents that could not be read."""
