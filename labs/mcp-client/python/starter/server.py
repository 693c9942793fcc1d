"""The service. Its routes are in inventory.py, turns.py and approvals.py."""

import uvicorn
from fastapi import FastAPI

import approvals
import config
import errors
import inventory
import turns

app = FastAPI()
errors.install(app)
app.include_router(inventory.router)
app.include_router(turns.router)
app.include_router(approvals.router)

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=config.PORT, log_level="warning")
