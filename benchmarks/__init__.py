"""Measurements of speed, memory and scale. Not tests: run them on a quiet machine and compare ratios and medians."""
