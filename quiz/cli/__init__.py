"""Commands for authors, translators and operators; they run although the site refuses to start."""
