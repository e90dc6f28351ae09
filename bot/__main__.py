"""`python -m bot` is the `medlex` program."""

from bot.cli.main import main

if __name__ == "__main__":
    main()
