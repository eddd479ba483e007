"""An act in the making: what the customer has said of it, what is still to be asked, and the acts that it becomes.

Pure values and functions; the words are in `talk/`. A draft is kept with its conversation, so a half-done talk goes on days
later.
"""
