"""`python -m service` is `wirewatch`."""

from service.cli import main


if __name__ == "__main__":
    main()
