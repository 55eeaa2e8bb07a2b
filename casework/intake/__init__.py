"""Intake: a family taken in at once, with household, place, titles and cases, as one act."""
