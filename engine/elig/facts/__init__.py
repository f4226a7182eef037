"""Households: read from JSON by a vocabulary, written back, and described by a schema."""
