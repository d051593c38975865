"""The project's own annotated reports, and the reader of their format."""
