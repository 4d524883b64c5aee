"""Metrics against labels. Nothing here decides anything: it reads records and labels and counts."""
