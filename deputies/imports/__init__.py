"""The registry as a sheet: read, checked without writing, written in sets, undone.

cells (pure) reads one cell; columns says what a sheet has; sheet reads an upload
into lines; a Part plans what its lines change (people, mandates, groups; rooms
above add their own, see RegistryImport); write and undo do it. The export has
the same columns.
"""
