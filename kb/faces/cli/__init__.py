"""The command ``kb``. Heavy imports stand inside the commands, so that ``kb --help`` is instant."""
