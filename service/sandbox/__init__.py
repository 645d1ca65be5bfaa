"""Killable, resource-limited worker processes in which hostile bytes are parsed.

    Sandbox     in our process: hands jobs to workers, keeps the time, kills
    Nursery     our handle on one small process, started afresh, that imports the parsers once
    worker.py   what runs over there: the nursery's loop, and the workers it forks

A worker is forked from the nursery (some 10 ms), never from us: we have threads, sockets and secrets.
Values cross as JSON of the types that the function names, never as pickles.
"""

from service.sandbox.pool import Sandbox


__all__ = ["Sandbox"]
