"""The dialogue core: pure functions from a talk and what was heard to what is said next.

Knows no Rasa, no web and no storage.
"""
