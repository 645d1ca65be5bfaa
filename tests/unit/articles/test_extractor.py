"""The extractor comes without its language detector, and leaves it to those who want it."""

import subprocess
import sys


ASK = """
import sys
from service.articles.extractor import extract
assert "trafilatura" in sys.modules
assert not {"py3langid", "numpy"} & set(sys.modules), "loaded for nothing"
assert "ferry" in extract("<html><body><p>The ferry left the harbour at nine.</p></body></html>")
from service.articles.language import _guess
assert _guess("The ferry left the harbour at nine in the evening.") == "en"
"""


def test_the_detector_is_loaded_by_those_only_who_ask_it():
    """In a process where nothing was imported before."""
    ran = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
