"""What was recorded once, and is no longer what it was."""
