"""The version of the engine, which every decision carries."""

VERSION = "0.1.0"
