"""Chart geometry: figures in, coordinates out. Templates turn them into SVG."""
