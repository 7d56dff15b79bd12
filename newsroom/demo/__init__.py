"""The demo newsroom: "The Steppe Herald", an invented paper about Central Asia.

Pure Python and Pillow, no Django: everything here is text, numbers and pixels, the same for the
same moment. `newsroom.management.commands.load_demo` is what writes it to the database.
"""
