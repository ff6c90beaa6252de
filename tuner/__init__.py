"""ISP Tuner: an instrument with which camera engineers tune an image signal processor."""

__version__ = "0.1.0"
