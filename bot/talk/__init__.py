"""The dialogue core: pure functions from a talk and what was heard to what is said next. Knows no Rasa, web or storage."""
