"""The desk of a house: keys, house rules, bans, defects, who looks after it, and the list for the fire brigade."""
