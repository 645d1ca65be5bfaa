"""Article -> Match: the query language, its engine, and the reason for every hit and miss. Pure."""
