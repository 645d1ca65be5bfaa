"""The HTTP client: everything that leaves or enters over HTTP goes through here.

The far side is taken for hostile: every size, time and count has a limit, what is decoded is
counted while it is decoded, redirects are followed by hand, and the address that was checked is the
address that is dialled. No cookies, no proxies from the environment, no connection is kept.
"""

from service.http.client import Http
from service.http.limits import Limits
from service.http.names import Resolver
from service.http.urls import redact_url


__all__ = ["Http", "Limits", "Resolver", "redact_url"]
