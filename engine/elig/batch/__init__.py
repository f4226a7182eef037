"""Deciding the households of a county, a province, the country."""
