"""A table of terms that somebody uploads for their server's glossary, read and written. Nothing is stored here.

`reading` makes rows of a file: CSV, TSV or XLSX. `writing` makes a CSV file of rows, which `reading` reads back
unchanged.
"""
