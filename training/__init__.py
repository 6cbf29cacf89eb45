"""The authored corpus and the code that trains the model from it (development only; not installed)."""
