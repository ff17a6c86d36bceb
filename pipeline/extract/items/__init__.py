"""Actions, decisions and updates: the items of a meeting, found by words that are data."""
