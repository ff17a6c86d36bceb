"""Minutes of police governance meetings become a register that one can search and trust."""

__version__ = "0.1.0"
