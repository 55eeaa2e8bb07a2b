"""Persons and their households, cases and residence titles; the register that finds them."""
