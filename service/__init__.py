"""Wirewatch watches the news for you.

A clock pulls sources; what is new becomes articles; articles that a watchlist cares about become
matches; matches of one event become a story; stories that a reader has not been told become a
digest; a digest becomes deliveries that cannot be lost.

Read `model.py`, `pipeline/`, `app/`, in this order.
"""
