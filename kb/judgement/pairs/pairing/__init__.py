"""How all pairs of answers to a question stand, without looking at every pair.

Answers are grouped by likeness: those of one group differ in nothing but who gives them, their days
and their numbers (`likeness`). For two groups the decision table itself is asked what it says of
answers whose times and ranges stand to each other in each possible way (`probe`); sweeps over days
and ranges count the pairs that stand so and find those that are wanted (`sweep`, `meeting`,
`facing`). What groups cannot settle is decided pair by pair (`tally`). So time and memory go with
the answers and with what is found, not with the pairs; that the result is that of deciding every
pair is held by property tests (tests/judgement/test_tally.py).
"""
