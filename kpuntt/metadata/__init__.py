"""What machines read about the datasets, in the vocabularies that they know."""
