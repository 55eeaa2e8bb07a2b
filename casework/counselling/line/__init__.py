"""The one line: a talk as one types it, read into chips and into the same form as any other talk."""
