"""Documents: papers and photos of people, sealed, looked at before they are kept, with the dates that run from them."""
