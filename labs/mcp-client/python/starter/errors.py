"""Answers other than success, always with the body {"error": {"code", "message"}}."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse


class HttpError(Exception):
    """An answer other than success, to be raised anywhere in a handler."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


def install(app: FastAPI) -> None:
    @app.exception_handler(HttpError)
    async def on_http_error(_: Request, error: HttpError) -> JSONResponse:
        return _answer(error.status, error.code, error.message)

    @app.exception_handler(RequestValidationError)
    async def on_bad_request(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        return _answer(400, "bad_request", f"{first['loc'][-1]}: {first['msg']}")


def _answer(status: int, code: str, message: str) -> JSONResponse:
    return JSONResponse({"error": {"code": code, "message": message}}, status)
