"""The service. Its two routes are in questions.py and confirmations.py."""

import uvicorn
from fastapi import FastAPI

import config
import confirmations
import errors
import questions

app = FastAPI()
errors.install(app)
app.include_router(questions.router)
app.include_router(confirmations.router)

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=config.PORT, log_level="warning")
