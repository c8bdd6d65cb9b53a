"""`python -m medlab` is the command `medlab`."""

import sys

from medlab.cli import main

sys.exit(main())
