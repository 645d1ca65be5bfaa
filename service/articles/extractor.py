"""The extractor of page texts, without the language detector that it would bring along.

That one is never asked here, and its numbers library takes 12 MB and a fifth of a second in every
process. Importing this module imports the extractor, so only worker processes should.
"""

import sys
from typing import Any


def _extract() -> Any:
    hidden: dict[str, Any] = {} if "py3langid" in sys.modules else {"py3langid": None}
    sys.modules.update(hidden)  # None: it cannot be imported
    try:
        from trafilatura import extract  # noqa: PLC0415 - with the above in force
    finally:
        for name in hidden:
            del sys.modules[name]
    return extract


extract = _extract()
