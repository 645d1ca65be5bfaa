"""What documents are worth: wall time in a worker, in seconds."""

PARSE_SECONDS = 5.0
"""To take a feed or a file of records apart."""
READ_SECONDS = 10.0
"""To read all entries of one document."""
