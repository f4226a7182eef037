"""The version of the engine, which every decision carries."""

__version__ = "0.1.0"
