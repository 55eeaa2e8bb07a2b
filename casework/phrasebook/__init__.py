"""Whether somebody who speaks a language has read what our papers say in it, and a municipality's own wording."""
