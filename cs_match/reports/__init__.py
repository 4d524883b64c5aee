"""Outcomes written down: the JSON lines, the CSV, the workbook, the HTML report and the table in the terminal.

Everything here reads a `Screening` and computes no decision. The door is `files.write_reports`.
"""
