"""Personal fields are sealed here: each under the key of its person, readable by nothing but this storey."""
