"""The server, with an app that tells what it was asked."""
