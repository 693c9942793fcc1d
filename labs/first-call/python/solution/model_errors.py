import anthropic

from errors import HttpError

BUSY = {429, 529}


def to_http_error(error: Exception) -> HttpError:
    """What a failed call to the model means for the caller of this service."""
    if isinstance(error, HttpError):
        return error
    if isinstance(error, anthropic.APITimeoutError):
        return HttpError(504, "model_timeout", "The model did not answer in time.")
    if isinstance(error, anthropic.APIStatusError) and error.status_code in BUSY:
        after = error.response.headers.get("retry-after")
        return HttpError(
            503, "model_busy", "The model is busy. Try again later.", {"Retry-After": after} if after else None
        )
    return HttpError(502, "model_failed", "The model could not finish the summary.")
