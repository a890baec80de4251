"""gettext: messages extracted, catalogues checked and compiled, texts looked up with the language they really are in."""
