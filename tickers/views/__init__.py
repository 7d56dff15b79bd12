"""Readers' pages of rates."""
