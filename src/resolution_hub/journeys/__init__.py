"""The durable stories, one file each; run by workers only.

A journey's steps are safe to run again: an outside effect carries the grant's or ruling's id as its key, and what a step
writes is guarded by the state of its own row. So a process may die between any two lines, and the story still ends once.
"""
