"""One frozen dataclass for each page, with everything that its template may use."""
