"""Papers: facts in, PDF out; one module and one template per paper."""
