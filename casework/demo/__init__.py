"""Two invented municipalities with a history; nobody in them exists."""
