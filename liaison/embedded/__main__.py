"""`python -m liaison.embedded`: what script/server runs."""

from liaison.embedded.server import main

if __name__ == "__main__":
    main()
