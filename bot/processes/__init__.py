"""The processes of one copy: what they are, how they are kept running, and how the model is trained."""
