"""What a WSGI server and the `flask` command load."""

import sys

from casework.app import create_app
from casework.errors import Fault
from config import Config

try:
    app = create_app(Config.from_environment())
except Fault as fault:
    sys.exit(str(fault))
