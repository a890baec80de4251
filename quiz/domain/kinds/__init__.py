"""The kinds of question, one module each; docs/developing.md says what else a kind needs."""
