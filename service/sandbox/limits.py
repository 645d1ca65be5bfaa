"""What documents are worth: wall time in a worker, in seconds."""

PARSE_SECONDS = 10.0
"""To take a feed or a file of records apart; 2,000 items take 1.2 s of an idle processor."""
READ_SECONDS = 10.0
"""To read all entries of one document."""
