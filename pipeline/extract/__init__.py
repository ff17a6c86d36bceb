"""Extracting: a document with its sections becomes what the minutes of each meeting say."""

from pipeline.extract.assemble import MeetingParts, extract

__all__ = ["MeetingParts", "extract"]
