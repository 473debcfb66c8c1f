"""The proof of operation, as commands: `make chaos` and `make soak`."""
