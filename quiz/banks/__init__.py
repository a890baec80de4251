"""Bank files on disk: read, checked, and turned into the library; every problem of every file is reported."""
