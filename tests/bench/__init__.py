"""`make bench`: a generated archive, and what each kind of page costs with it."""
