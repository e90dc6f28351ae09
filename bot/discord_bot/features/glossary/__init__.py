"""`/glossary`: a server's own terms.

Each module with commands, buttons and forms has its pages beside it. `command.py` lists all of them for the registry,
`group.py` has what they share.

- Reading, for everybody: `reading.py` (list, show), `list_page.py`.
- One term, for managers: `terms.py` (add, edit, remove, links), `term_page.py`, `links.py` (what its names lead to).
- Proposals: `proposals.py` (propose, approve, refuse), `proposal_page.py`. Who is told of them: `features/inbox/`.
- Tables: `importing.py`, `import_links.py` (rows as drafts), `import_page.py`; `export.py`.
- Changes: `history.py` (see, undo), `history_page.py`.
- `forms.py`: all forms, of terms and of proposals, and how they are read.
"""
