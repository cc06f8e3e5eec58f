"""The project package: shared floors below the feature apps, pages that cross areas above them."""
