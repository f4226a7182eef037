"""Checked programs kept as data, so that the next process need not read and check the policy files again."""
