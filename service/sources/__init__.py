"""Source -> Fetched: one file for each kind of source, each in two halves.

`collect` brings bytes, through the HTTP client or the file system that it is handed; `parse` is
pure and runs in the sandbox.
"""
