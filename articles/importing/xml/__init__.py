"""Files of XML as items: cut out of the stream without a parser, then each parsed alone.

So damage in one costs that one and no other, lines are exact, memory does not grow with the
file, and a DOCTYPE with its entities is never parsed at all.
"""
