"""The words of the project: vocabulary, findings, errors. Imports nothing else of the package."""
