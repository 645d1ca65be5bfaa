"""How a digest leaves the building: one file for each medium.

Retry, backoff, rate limits, metrics and logs stay outside (`deliveries`, `pipeline`).
"""
