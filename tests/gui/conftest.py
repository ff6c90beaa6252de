"""The window's tests run off screen, whatever display there is."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
