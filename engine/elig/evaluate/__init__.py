"""The reference evaluator: one household decided, with reasons and what is missing."""
