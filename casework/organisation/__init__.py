"""Municipalities: each with its own people, houses, accounts, and fields it asks for."""
