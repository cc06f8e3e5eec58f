"""Source documents and the place of each figure in them."""
