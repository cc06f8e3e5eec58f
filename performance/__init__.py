"""Performance targets and results of the Laporan Kinerja."""
