"""What runs for people, as their pages and the list of all deadlines show it."""
