"""What every record said before: who changed what, and when."""
