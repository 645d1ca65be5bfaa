"""The files that users edit, read with their places, and the environment.

`load_settings` gives one frozen `Settings`; `load_sources`, `load_names` and `load_pins` what stands beside it.
Whatever is wrong comes as `Problem`s with file, line, column and mend.
"""

from service.settings.document import Document, Options
from service.settings.environment import environment
from service.settings.load import SENDING, load_settings, read_settings
from service.settings.names import Names, load_names
from service.settings.pins import load_pins
from service.settings.problems import explain_options, explain_plugin, point
from service.settings.shape import Channel, JointDigest, Settings
from service.settings.shipped import shipped
from service.settings.show import masked, secrets
from service.settings.sources import load_sources


__all__ = [
    "SENDING",
    "Channel",
    "Document",
    "JointDigest",
    "Names",
    "Options",
    "Settings",
    "environment",
    "explain_options",
    "explain_plugin",
    "load_names",
    "load_pins",
    "load_settings",
    "load_sources",
    "masked",
    "point",
    "read_settings",
    "secrets",
    "shipped",
]
