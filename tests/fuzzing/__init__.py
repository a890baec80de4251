"""Senseless input, in great numbers: `make fuzz`, and a little of it with every run of the tests."""
