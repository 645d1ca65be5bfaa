"""Nurseries that are ready at once: forked by a process that has imported the parsers already.

A service starts its nursery (`service/sandbox`) with the interpreter that runs it, and that spends a
second on imports. Tests that start many services say `sys.executable = python` instead: a program
that is Python, but has a nursery forked. What runs there is the same code, in a process of its own
that ends with its service; how a real one starts is tested elsewhere (`tests/unit/test_sandbox.py`,
and whoever starts the service as a user does).
"""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from service.sandbox.nursery import BOOT


ROOT = Path(__file__).parents[1]
PATIENCE = 60.0
PYTHON = """\
#!{python} -IS
import json, os, socket, sys
if sys.argv[1:4] != ["-I", "-c", {boot!r}]:
    os.execv({python!r}, [{python!r}, *sys.argv[1:]])
line = socket.socket(socket.AF_UNIX)
line.connect({place!r})
control = json.loads(sys.argv[4])["control"]
order = json.dumps([json.loads(sys.argv[4]), dict(os.environ)]).encode()
socket.send_fds(line, [len(order).to_bytes(4)], [control])
line.sendall(order)
os.close(control)
line.recv(1)  # it never speaks: its end ends us
"""


@contextmanager
def warm(folder: Path) -> Iterator[Path]:
    """Keep one ready, and give the Python that uses it."""
    python, place = folder / "python", folder / "line"
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(place))
    listening.listen(64)
    python.write_text(PYTHON.format(python=sys.executable, boot=BOOT, place=str(place)))
    python.chmod(0o700)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.nurseries", str(listening.fileno())],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        pass_fds=(listening.fileno(),),
    ) as parent:
        listening.close()
        try:
            yield python
        finally:
            assert parent.stdin
            parent.stdin.close()
            parent.wait(PATIENCE)
