"""Digest -> Delivery: what became of an attempt, and when to try again. Decides; the notifier acts."""
