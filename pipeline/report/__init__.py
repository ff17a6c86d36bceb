"""Papers from the register: the HMICFRS audit, the action log, the decisions."""
