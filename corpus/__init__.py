"""The invented archive: sources, their renderer, rendered files and their gold."""
