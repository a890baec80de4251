"""The views: each reads the request, calls one service, and redirects or renders one page."""
