"""Tests; they read as sentences and use real parts."""
