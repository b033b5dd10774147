"""Turtle in one house style: the author's order, groups and comments; our spaces and line ends."""

from kb.text.turtle_format.style import Styled, house_style, say_the_same

__all__ = ["Styled", "house_style", "say_the_same"]
