"""Story -> Digest: when a stream speaks, what it says, and how that looks. Pure."""
