"""The checked program as SQL: a chain of named relations that decides whole tables of households at once."""
