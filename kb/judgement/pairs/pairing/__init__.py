"""How all pairs of answers to a question stand, without deciding every pair.

Answers are grouped by likeness: those of one group differ in nothing but who gives them, their days
and their numbers (`likeness`). For two groups the decision table itself is asked what it says of
answers whose times and ranges stand to each other in each possible way (`probe`, `ruling`). Which
answers stand so to one of them is found for thousands at a stroke, as sets of bits (`ladder`,
`layer`, `matching`, `sight`).

Some pairs are decided each on its own: those that name each other or bear on one denied answer
(`ties`), those of which a rule looks at more than groups share, such as dates that are answers
themselves, and those of answers too unlike for groups (`rivals`). Memory goes with the answers and
with the conflicts found, not with the pairs. That the result is that of deciding every pair is held
by property tests (tests/judgement/test_tally.py).
"""
