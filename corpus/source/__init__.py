"""Sources of the invented archive."""
