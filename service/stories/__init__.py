"""Match -> Story: which reports tell of one event, and which are mere copies. Pure."""
