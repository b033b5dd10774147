"""A knowledge base of who said what, where it was found, and who says otherwise.

The package is built in floors; a module imports only from floors below it:

``words`` vocabulary and values, ``text`` Turtle files and archived sources, ``graph`` the corpus
and SPARQL, ``judgement`` checking and conflicts, ``exchange`` reports and exports, ``faces`` the
command.
"""
