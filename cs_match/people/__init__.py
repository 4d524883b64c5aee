"""Repeat resumes: which documents belong to one human being, and why."""
