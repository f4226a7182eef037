"""Made-up households to work on."""
