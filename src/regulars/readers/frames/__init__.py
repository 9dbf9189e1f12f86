"""Frames in memory: pandas, polars, Arrow, and whatever Narwhals knows."""
