"""Nothing is left out, preferred or merged in silence."""
