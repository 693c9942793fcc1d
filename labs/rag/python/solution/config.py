"""Everything that differs from one deployment to the next. The two SDKs read their own variables by themselves."""

import json
import os
from pathlib import Path

PORT = int(os.environ.get("PORT", "3000"))
MODEL = os.environ.get("CAIRN_MODEL", "")
"""The model that writes answers. Never write a model's name into the code."""

EMBEDDING_MODEL = os.environ.get("CAIRN_EMBEDDING_MODEL", "")
"""The model that turns texts into vectors."""
DIMENSIONS = int(os.environ.get("EMBEDDING_DIMENSIONS", "384"))
"""How many numbers a vector of it has."""
EMBEDDING_BATCH = int(os.environ.get("EMBEDDING_BATCH", "16"))
"""How many texts one request for embeddings may hold."""

MAX_CHUNK_CHARACTERS = int(os.environ.get("MAX_CHUNK_CHARACTERS", "500"))
PASSAGES = int(os.environ.get("PASSAGES", "3"))
"""How many passages the model gets to answer a question from."""

DATABASE_FILE = Path(os.environ.get("CAIRN_SCRATCH", ".")) / "handbook.db"
TENANT_KEYS: dict[str, str] = json.loads(os.environ.get("TENANT_KEYS", '{"demo-key": "demo"}'))
"""Which key belongs to which tenant."""
