"""How fast the site is beside the least that programs of its kind do; run by `make bench` and `make load`."""
