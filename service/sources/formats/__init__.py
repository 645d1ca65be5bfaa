"""What sources bring, taken apart: bytes -> entries. Pure, and shared by the kinds of source.

A feed may come over HTTP or lie in a folder, so how it is read does not belong to either kind.
Everything here runs in the sandbox, on bytes that nobody vouches for.
"""
