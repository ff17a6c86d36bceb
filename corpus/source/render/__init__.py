"""Make every file of the archive, and its gold, from the sources in `corpus/source`."""
