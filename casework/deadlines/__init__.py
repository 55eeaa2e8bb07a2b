"""What is due, by law and by what was agreed, and the day of whoever has to see to it."""
