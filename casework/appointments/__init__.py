"""Appointments, tasks and deadlines of those who work here, with or without the people they are about."""
