"""`python -m cs_match`: the command where no script was installed."""

import sys

from cs_match.cli import main

sys.exit(main())
