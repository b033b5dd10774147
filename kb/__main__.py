"""``python -m kb``: the command, where no script is installed."""

from kb.faces.cli.main import main

main()
