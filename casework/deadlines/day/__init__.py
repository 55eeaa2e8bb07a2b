"""Mein Tag: what is to be seen to, where it stands, and what was put off."""
