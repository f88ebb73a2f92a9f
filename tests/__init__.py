"""Tests: a mirror of the code, real servers, real browsers, and fixtures of our own."""
