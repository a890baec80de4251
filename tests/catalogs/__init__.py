"""Catalogues: extracted, updated, checked, compiled and looked up."""
