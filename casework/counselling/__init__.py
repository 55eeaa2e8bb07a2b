"""Consultations: who talked when about what, with which result and next step."""
