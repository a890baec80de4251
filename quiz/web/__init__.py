"""The only Flask: requests in, pages out."""
