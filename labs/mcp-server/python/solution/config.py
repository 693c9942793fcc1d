"""What comes from the environment."""

import json
import os
from typing import Any

# Set: serve HTTP on this port of 127.0.0.1. Not set: speak over stdin and stdout.
PORT = int(os.environ["PORT"]) if "PORT" in os.environ else None
# A JSON list of tickets to begin with.
TICKETS_FILE = os.environ.get("TICKETS_FILE")
# Makes every write fail with this text, as a broken disk would.
TICKETS_FAULT = os.environ.get("TICKETS_FAULT")
# A file that gets a line for every ticket that is inspected.
AUDIT_LOG = os.environ.get("AUDIT_LOG")
# How long the inspection of one ticket takes, in seconds.
AUDIT_SECONDS = float(os.environ.get("AUDIT_MS", "20")) / 1000
# The address that tokens are issued for. Not set: the server asks for no token.
RESOURCE_URL = os.environ.get("RESOURCE_URL")
# Who issues the tokens.
ISSUER_URL = os.environ.get("ISSUER_URL", "https://login.example.com")
# What the issuer knows about each token.
TOKENS: dict[str, Any] = json.loads(os.environ.get("TOKENS", "{}"))
