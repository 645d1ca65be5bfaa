"""A service at rest has loaded nothing of what places reports."""

import subprocess
import sys


ASK = """
import sys
import service.app.running, service.pipeline
assert "service.stories.novelty" in sys.modules
assert not {"numpy", "service.stories.window"} & set(sys.modules), "loaded for nothing"
import service.pipeline.placing
assert "numpy" in sys.modules
"""


def test_numbers_come_with_the_first_report():
    """In a process where nothing was imported before."""
    ran = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
