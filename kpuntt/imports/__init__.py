"""From a workbook on a desk to stored, checked rows: the import pipeline."""
