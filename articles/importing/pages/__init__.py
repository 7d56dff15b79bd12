"""Saved pages: HTML files, web archives, and the text of listing pages."""
