"""Kildesjekk: a fact-checking quiz in which every answer is explained with the passage that settles it."""
