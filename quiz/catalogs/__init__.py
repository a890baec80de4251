"""gettext: messages extracted, catalogues checked and compiled, texts looked up with their true language."""
