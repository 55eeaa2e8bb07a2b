"""Municipalities: each with its own people, houses and accounts."""
