"""What a WSGI server and the `flask` command load; a server refuses to start without its keys."""

import os
import sys

from casework.app import create_app
from casework.errors import Fault
from casework.installation import open_for_serving
from config import Config

IS_COMMAND = os.environ.get("FLASK_RUN_FROM_CLI") == "true"
"""Set by Flask's command line, whose commands open the keys themselves."""

try:
    app = create_app(Config.from_environment())
    if not IS_COMMAND:
        open_for_serving(app)
except Fault as fault:
    sys.exit(str(fault))
