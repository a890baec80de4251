"""The site as it is over HTTP."""
