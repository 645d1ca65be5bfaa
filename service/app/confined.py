"""Says at the start what the kernel keeps workers from, as one of them found it."""

import structlog

from service.errors import ParseError
from service.sandbox import Sandbox


log = structlog.get_logger()


async def tell_confinement(sandbox: Sandbox) -> None:
    """Log which fences hold; a warning where one is missing."""
    try:
        found = await sandbox.confinement()
    except ParseError as error:
        log.warning("service.workers_unknown", reason=str(error))
        return
    missing = [
        reason
        for holds, reason in (
            (
                found.landlock,
                "the kernel has no Landlock: a parser can read what its user can read",
            ),
            (found.seccomp, "no filter for system calls: native code of a parser has the network"),
        )
        if not holds
    ]
    if missing:
        log.warning("service.workers_less_confined", reason="; ".join(missing))
    else:
        log.info("service.workers_confined", landlock=found.landlock, seccomp=True)
