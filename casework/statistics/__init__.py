"""Figures: each a declared function of day and knowledge; nothing here writes."""
