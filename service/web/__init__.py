"""The port that answers: health, metrics, reload; later the pages of the desk.

`listen` opens it, `serve` answers on it. Who may ask what is decided in `access.py` alone.
"""

from service.web.server import listen, serve


__all__ = ["listen", "serve"]
