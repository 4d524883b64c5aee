"""Trained models that ship with the package: data files, read by the rooms that use them."""
