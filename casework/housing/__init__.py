"""Houses, rooms and places; where people live and in which stage of reception they are, on any day."""
