"""One declaration per dataset; every table, file and dictionary is made from it."""
