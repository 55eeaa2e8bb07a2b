"""Casework is the case-management tool of a town's Integrationsmanagement."""

__version__ = "0.1.0"
