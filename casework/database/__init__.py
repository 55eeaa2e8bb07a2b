"""Rows, episodes, knowledge and the one place where a transaction commits."""
