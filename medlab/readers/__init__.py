"""Readers: one small file a format, from bytes to plain arrays and tables.

Bytes may be hostile. A reader checks sizes before it decodes, runs nothing that it reads, and refuses with
`MedlabError` what is truncated, contradictory or too large; it never guesses.
"""
