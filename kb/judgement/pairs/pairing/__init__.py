"""How all pairs of answers to a question stand, without deciding every pair.

Answers are grouped by likeness: those of one group differ in nothing but who gives them, their days
and their numbers (`likeness`). For two groups the decision table itself is asked what it says of
answers whose times and ranges stand to each other in each possible way (`probe`, `ruling`). Which
answers stand so to one of them is found for thousands at a stroke, as sets of bits (`ladder`,
`layer`, `sight`). What groups cannot settle is decided pair by pair (`tally`). Memory goes with the
answers and with what is found, not with the pairs; that the result is that of deciding every pair
is held by property tests (tests/judgement/test_tally.py).
"""
